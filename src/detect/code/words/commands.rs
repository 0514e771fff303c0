//! Whether options stand in commands of the programs that take them: in many scripts a program is the name of a library
//! or folder, and its option one of a compiler.

use std::cell::OnceCell;

use foldhash::{HashMap, HashSet};

use super::stands::{ends_command, line_of, may_run, quote_of};
use super::{is_of_word, words_of};

/// Bytes behind a program's name in which options are that are written in its command, or in the list that it stands in.
const NEAR: usize = 2000;
/// Places of a word that are kept, and those of a program that are looked at; one that has more may be anything.
const MOST: usize = 1 << 16;
const ASKED: usize = 4000;
/// Variables that one after the other get what another one has.
const HANDED_ON: usize = 4;

/// Where programs and options stand, by their signs.
pub(super) struct Met {
    places: HashMap<usize, Vec<(usize, usize)>>,
}

impl Met {
    pub(super) fn new<'s>(signs: impl Iterator<Item = &'s (usize, usize)>) -> Self {
        let all = signs.flat_map(|(program, option)| [*program, *option]);
        Self { places: all.map(|sign| (sign, Vec::new())).collect() }
    }

    pub(super) fn wants(&self, sign: usize) -> bool {
        self.places.contains_key(&sign)
    }

    pub(super) fn add(&mut self, sign: usize, place: (usize, usize)) {
        if let Some(places) = self.places.get_mut(&sign).filter(|places| places.len() < MOST) {
            places.push(place);
        }
    }

    /// Leaves out of what was seen the programs of which no option is seen in a command, and the words behind a program
    /// that are in none of its commands.
    pub(super) fn leave_out(
        &self,
        text: &[u8],
        options: &[(usize, usize)],
        subcommands: &[(usize, usize)],
        seen: &mut [bool],
    ) {
        let commands = Commands::new(text);
        for (program, option) in options {
            seen[*program] &= commands.may_give(self.places(*program), self.places(*option));
        }
        for (program, word) in subcommands {
            let (programs, words) = (self.places(*program), self.places(*word));
            seen[*word] &= commands.may_give(programs, words) || commands.is_behind_variable(words);
        }
    }

    fn places(&self, sign: usize) -> &[(usize, usize)] {
        self.places.get(&sign).map_or(&[], Vec::as_slice)
    }
}

/// What a script runs that goes by other names than a program's.
#[derive(Default)]
struct Run<'t> {
    /// Variables that commands begin with.
    variables: HashSet<&'t [u8]>,
    /// Variables that commands get, which run them where they run all that they get.
    handed: HashSet<&'t [u8]>,
    /// Whether a function runs one of the words that it gets, and whether all of them.
    one: bool,
    all: bool,
}

/// The commands of a script.
struct Commands<'t> {
    text: &'t [u8],
    run: OnceCell<Run<'t>>,
}

impl<'t> Commands<'t> {
    fn new(text: &'t [u8]) -> Self {
        Self { text, run: OnceCell::new() }
    }

    /// Whether one of `options` may be given to one of `programs`, all by where they stand.
    fn may_give(&self, programs: &[(usize, usize)], options: &[(usize, usize)]) -> bool {
        let is_given = |(start, end): &(usize, usize)| {
            let next = options.partition_point(|(option, _)| option < end);
            options.get(next).is_some_and(|(option, _)| option - end < NEAR)
                || self.is_open(*start, *end)
        };
        let is_anything = programs.len() > ASKED || !programs.is_empty() && options.len() == MOST;
        is_anything || !options.is_empty() && programs.iter().any(is_given)
    }

    /// Whether one of these words stands behind a variable, which may be of a program.
    fn is_behind_variable(&self, words: &[(usize, usize)]) -> bool {
        words.iter().any(|(start, _)| {
            let before = self.text[line_of(&self.text[..*start])..*start].trim_ascii_end();
            let mut words = before.rsplit(|byte| byte.is_ascii_whitespace());
            words.next().is_some_and(|word| word.contains(&b'$'))
        })
    }

    /// Whether what a command has may be told elsewhere: by variables, or where a variable or function is run that has
    /// the program.
    fn is_open(&self, start: usize, end: usize) -> bool {
        let (before, after) = (&self.text[..start], &self.text[end..]);
        let mut from = line_of(before);
        while before[..from].ends_with(b"\\\n") && start - from < NEAR {
            from = line_of(&before[..from - 1]);
        }
        let line = &before[from..];
        let rest = &after[..end_of(line, after)];
        let is_alone = |part: &[u8]| part.iter().all(|byte| !is_of_word(u32::from(*byte)));
        // One of a list, of which each has a line.
        if rest.iter().any(|byte| b"$`".contains(byte)) || is_alone(line) && is_alone(rest) {
            return true;
        }
        // The program is what another one is asked about: `pkg-config --libs "openssl >= 1.0.2"`.
        let command = line.rsplit(|byte| b"(`".contains(byte)).next().unwrap_or_default();
        if command.len() < line.len() && command.starts_with(b"$") {
            return false;
        }
        let run = self.run.get_or_init(|| Run::of(self.text));
        let is_argument = !may_run(line) && !line.contains(&b'=');
        let is_named = |(at, _): &(usize, &[u8])| {
            let near = line[..*at].strip_suffix(b"{").unwrap_or(&line[..*at]);
            !near.ends_with(b"$")
        };
        words_of(line)
            .filter(is_named)
            .any(|(_, word)| run.variables.contains(word) || run.all && run.handed.contains(word))
            || is_argument && (run.one || run.all)
    }
}

impl<'t> Run<'t> {
    fn of(text: &'t [u8]) -> Self {
        let mut run = Self::default();
        let mut given: Vec<(&[u8], &[u8])> = Vec::new();
        for at in memchr::memchr_iter(b'$', text) {
            let line = &text[line_of(&text[..at])..at];
            let after = &text[at + 1..];
            let after = after.strip_prefix(b"{").or(after.strip_prefix(b"(")).unwrap_or(after);
            let length = after.iter().take_while(|byte| is_of_word(u32::from(**byte))).count();
            let (name, rest) = after.split_at(length);
            let end = rest.iter().position(u8::is_ascii_whitespace).unwrap_or(rest.len());
            // What is set, the folder of something, or a part of a name.
            if rest.first().is_some_and(|next| b"=$".contains(next)) || rest[..end].contains(&b'/')
            {
                continue;
            }
            if name.is_empty() {
                run.all |= after.starts_with(b"@") && ends_command(line);
            } else if name[0].is_ascii_digit() {
                let goes_on = rest.get(end).is_some_and(|next| b" \t".contains(next));
                run.one |= name != b"0" && goes_on && ends_command(line);
            } else if let Some(assigned) = assigned(line) {
                given.push((name, assigned));
            } else if may_run(line) {
                run.variables.insert(name);
            } else {
                run.handed.insert(name);
            }
        }
        // What another variable gets is run where that is.
        for _ in 0..HANDED_ON {
            for (name, to) in given.iter().rev() {
                if run.variables.contains(to) {
                    run.variables.insert(name);
                }
            }
        }
        run
    }
}

/// Where a command ends whose words go on behind a line: at a sign, or at a line that does not go on.
fn end_of(line: &[u8], after: &[u8]) -> usize {
    let near = &after[..after.len().min(NEAR)];
    let around = quote_of(line).map(|_| b'"');
    let is_substituted = memchr::memchr_iter(b'`', line).count() % 2 == 1;
    let (mut quote, mut is_around, mut at) = (around, around.is_some(), 0);
    while let Some(byte) = near.get(at).copied() {
        match byte {
            b'\\' if near.get(at + 1) == Some(&b'\r') => at += 2,
            b'\\' => at += 1,
            b'"' | b'\'' if quote.is_none() => quote = Some(byte),
            _ if quote == Some(byte) => (quote, is_around) = (None, false),
            b'&' if near.get(at + 1) == Some(&b'>') || near[..at].ends_with(b">") => {}
            b'`' if is_substituted => break,
            b'\n' | b';' | b'|' | b'&' if quote.is_none() || is_around => break,
            b')' if quote.is_none() => break,
            _ => {}
        }
        at += 1;
    }
    at.min(near.len())
}

/// The variable whose value what comes next is the beginning of.
fn assigned(line: &[u8]) -> Option<&[u8]> {
    let line = line.strip_suffix(b"\"").unwrap_or(line);
    let line = line.strip_suffix(b"(").unwrap_or(line).strip_suffix(b"=")?;
    let line = line.strip_suffix(b"+").unwrap_or(line);
    let word = line.iter().rev().take_while(|byte| is_of_word(u32::from(**byte))).count();
    Some(&line[line.len() - word..]).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{Commands, words_of};

    fn may_give(script: &str) -> bool {
        let is = |word: &'static [u8]| {
            let of = words_of(script.as_bytes()).filter(move |(_, one)| *one == word);
            of.map(|(start, word)| (start, start + word.len())).collect::<Vec<_>>()
        };
        Commands::new(script.as_bytes()).may_give(&is(b"curl"), &is(b"k"))
    }

    #[test]
    fn options_stand_in_a_command_or_are_told_elsewhere() {
        let far = ":\n".repeat(2000);
        for script in [
            "curl -s -k https://a",
            "curl \\\n  -s \\\n  -k https://a",
            "for a in b; do sudo curl -k https://a; done",
            "a=(\n  curl\n  -s\n  -k\n)",
        ] {
            assert!(may_give(script), "{script}");
        }
        // What is far away is told by variables and functions.
        for script in [
            "a=-k\n#\ncurl -s $a https://a",
            "get() { curl \"$@\"; }\n#\nget -k https://a",
            "a=curl\n#\n$a -k https://a",
            "a=/usr/bin/curl\n#\nif \"${a}\" -k https://a; then b; fi",
            "a=(curl -s)\na+=(-k)\n#\n\"${a[@]}\" https://a",
            "a=$(command -v curl)\n#\nsudo -u b $a -k https://a",
            "for a in wget \\\n curl; do\n#\n$a -k https://a; done",
            "a=curl\n#\n\"$b/$a\" -k https://a",
            "a=curl\n#\nB=c $a -k https://a",
            "A = curl\n#\nb:\n\t-$(A) -k https://a",
            "ENV A curl\n#\nRUN $A -k https://a",
            "a=curl\nb=\"$a -s\"\n#\n$b -k https://a",
            "run_it curl\n#\nrun_it() { $1 -k https://a; }",
            "a=curl\n#\nagain $a -k https://a\nagain() { \"$@\"; }",
            "ld -k\n#\na=(\n  curl\n  -s\n)",
        ] {
            let script = script.replace('#', &far);
            assert!(may_give(&script), "{}", script.replace(&far, "#\n"));
        }
        for script in [
            "ld -k\n#\nEXT=\"$EXT curl;$dir\"\n",
            "dir=ext/curl\n#\nld -k\ncp $dir/a b\n",
            "NAME=curl\n#\nld -k $(NAME_OF)\necho \"$NAME\"\n",
            "ld -k\n#\napt-get install curl && ls $a\n",
            "ld -k\n#\na=`$b --cflags \"curl >= 1\" 2>c`\n$b -s\n",
            "ld -k\n#\na=\"$a curl;$b\"\nB=\"$C\" $S c \"$a\" >d\nsed 's&@a@&$a&'\n$a$b: c\n",
            "ld -k\n#\nfail \"needs (curl >= 1) there:\n$a\"\n",
            "ld -k\n#\ncurl -s 'https://a;' \"b;c\" 2>&1\nls $a\n",
        ] {
            let script = script.replace('#', &far);
            assert!(!may_give(&script), "{}", script.replace(&far, "#\n"));
        }
    }
}

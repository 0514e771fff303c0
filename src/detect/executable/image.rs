use std::cell::OnceCell;

use object::read::{
    Export, Import, ImportFlags, ImportLibraryFlags, Object as _, ObjectSection as _,
    ObjectSegment as _, ObjectSymbol as _, SectionKind, SymbolKind,
};

use super::constants::{Constants, constants};
use super::contained::{Contained, contained};
use super::wasm::Module;

/// Symbols looked at in one direction of one image; libLLVM has 50 000.
const SYMBOLS: usize = 1_000_000;
/// Sections looked at; an object file with one section a function has some ten thousand.
const SECTIONS: usize = 200_000;
/// Libraries named by one image.
const LIBRARIES: usize = 10_000;

/// One program, library or object file.
pub struct Image<'a> {
    bytes: &'a [u8],
    /// Where it begins in the input.
    offset: u64,
    format: Format<'a>,
    data: OnceCell<Vec<Region<'a>>>,
    contained: OnceCell<Vec<Contained>>,
    constants: OnceCell<Constants>,
}

enum Format<'a> {
    Native(Box<object::File<'a>>),
    Wasm(Module<'a>),
}

/// A library that an image says it needs.
#[derive(Debug, PartialEq, Eq)]
pub struct Library {
    /// The soname, file name or path as it is written.
    pub name: String,
    /// The version that the image was built against, where the format has a field for it (Mach-O).
    pub version: Option<String>,
}

/// A function or variable that an image takes from another or gives to others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Function<'a> {
    /// Its name, without the underscore that Mach-O puts before it.
    pub name: &'a str,
    /// File that it comes from (ELF symbol version, PE and Mach-O import table); may be empty.
    pub library: &'a str,
    /// ELF symbol version (`OPENSSL_3.0.0`); may be empty.
    pub version: &'a str,
}

/// Data of an image with its place in the input.
#[derive(Clone, Copy, Debug)]
pub struct Region<'a> {
    /// Offset in the input.
    pub offset: u64,
    /// Content.
    pub bytes: &'a [u8],
}

impl<'a> Image<'a> {
    /// The image that `bytes` are; `offset` is their place in the input.
    pub fn parse(bytes: &'a [u8], offset: u64) -> Option<Self> {
        let format = if bytes.starts_with(b"\0asm") {
            Format::Wasm(Module::parse(bytes)?)
        } else {
            let file = object::File::parse(bytes).ok()?;
            let mut budget = Budget::of(bytes);
            let mut names =
                file.sections().map(|section| section.name_bytes().ok().map(<[u8]>::len));
            if !names.all(|length| budget.spend(length)) {
                return None;
            }
            Format::Native(Box::new(file))
        };
        let (data, contained, constants) = Default::default();
        Some(Self { bytes, offset, format, data, contained, constants })
    }

    /// The same image in an input that begins `by` bytes earlier.
    pub fn moved(mut self, by: u64) -> Self {
        self.offset += by;
        self
    }

    /// Libraries that it names: `DT_NEEDED`, import tables, `LC_LOAD_DYLIB` and its kin; in the order of the file.
    pub fn libraries(&self) -> Vec<Library> {
        let Format::Native(file) = &self.format else { return Vec::new() };
        let Ok(libraries) = file.import_libraries() else { return Vec::new() };
        let library = |library: object::read::ImportLibrary<'_>| {
            let version = match library.flags() {
                ImportLibraryFlags::MachO { current_version, .. } => {
                    // Packed as xxxx.yy.zz (mach-o/loader.h, struct dylib).
                    let packed = current_version.0;
                    Some(format!("{}.{}.{}", packed >> 16, packed >> 8 & 0xFF, packed & 0xFF))
                }
                _ => None,
            };
            Some(Library { name: std::str::from_utf8(library.name()).ok()?.to_owned(), version })
        };
        let mut budget = Budget::of(self.bytes);
        libraries
            .take(LIBRARIES)
            .take_while(|library| budget.spend(library.as_ref().ok().map(|one| one.name().len())))
            .filter_map(Result::ok)
            .filter_map(library)
            .collect()
    }

    /// What the format calls the list of libraries.
    pub fn link_word(&self) -> &'static str {
        match &self.format {
            Format::Native(file) => match file.format() {
                object::BinaryFormat::Elf => "DT_NEEDED",
                object::BinaryFormat::MachO => "LC_LOAD_DYLIB",
                _ => "import table",
            },
            Format::Wasm(_) => "import section",
        }
    }

    /// Calls `each` for what it takes from others.
    pub fn imports(&self, mut each: impl FnMut(Function<'a>)) {
        match &self.format {
            Format::Wasm(module) => module.imports().for_each(each),
            Format::Native(file) if file.kind() == object::ObjectKind::Relocatable => {
                let undefined = file.symbols().take(SYMBOLS).filter(|symbol| symbol.is_undefined());
                self.names(undefined).for_each(|name| each(self.function(name)));
            }
            Format::Native(file) => {
                let Ok(imports) = file.imports() else { return };
                let mut budget = Budget::of(self.bytes);
                imports
                    .take(SYMBOLS)
                    .take_while(|import| budget.spend(import.as_ref().ok().map(length)))
                    .filter_map(Result::ok)
                    .filter_map(|import| self.import(&import))
                    .for_each(each);
            }
        }
    }

    /// Calls `each` for the names that it gives to others.
    pub fn exports(&self, mut each: impl FnMut(&str)) {
        match &self.format {
            Format::Wasm(module) => module.exports().for_each(each),
            Format::Native(file) if file.kind() == object::ObjectKind::Relocatable => {
                let defined = file.symbols().take(SYMBOLS).filter(|symbol| {
                    symbol.is_definition()
                        && symbol.is_global()
                        && symbol.kind() != SymbolKind::File
                });
                self.names(defined).for_each(|name| each(self.function(name).name));
            }
            Format::Native(file) => {
                let Ok(exports) = file.exports() else { return };
                let name = |export: &Export<'_>| {
                    std::str::from_utf8(export.name().name()?)
                        .ok()
                        .map(|name| self.function(name).name.to_owned())
                };
                let mut budget = Budget::of(self.bytes);
                let length = |export: &Export<'_>| export.name().name().map_or(0, <[u8]>::len);
                exports
                    .take(SYMBOLS)
                    .take_while(|export| budget.spend(export.as_ref().ok().map(length)))
                    .filter_map(Result::ok)
                    .filter_map(|export| name(&export))
                    .for_each(|name| each(&name));
            }
        }
    }

    fn names<'f>(
        &self,
        symbols: impl Iterator<Item = object::Symbol<'a, 'f>>,
    ) -> impl Iterator<Item = &'a str>
    where
        'a: 'f,
    {
        let mut budget = Budget::of(self.bytes);
        symbols
            .map(|symbol| symbol.name_bytes())
            .take_while(move |name| budget.spend(name.as_ref().ok().map(|name| name.len())))
            .filter_map(|name| std::str::from_utf8(name.ok()?).ok())
    }

    fn import(&self, import: &Import<'a>) -> Option<Function<'a>> {
        let mut function = self.function(std::str::from_utf8(import.name().into_name()?).ok()?);
        function.library = std::str::from_utf8(import.library()).unwrap_or_default();
        if let ImportFlags::Elf { version: Some(version), .. } = import.flags() {
            function.version = std::str::from_utf8(version).unwrap_or_default();
        }
        Some(function)
    }

    fn function<'n>(&self, name: &'n str) -> Function<'n> {
        let is_macho = matches!(&self.format, Format::Native(file) if file.format() == object::BinaryFormat::MachO);
        let name = if is_macho { name.strip_prefix('_').unwrap_or(name) } else { name };
        Function { name, library: "", version: "" }
    }

    /// The content of a section by its name.
    pub fn section(&self, name: &str) -> Option<Region<'a>> {
        let Format::Native(file) = &self.format else { return None };
        self.region(&file.section_by_name(name)?)
    }

    /// What its data states of the libraries inside, each once.
    pub fn contained(&self) -> &[Contained] {
        self.contained.get_or_init(|| contained(self.data()))
    }

    /// Tables of algorithms in its data.
    pub fn constants(&self) -> &Constants {
        self.constants.get_or_init(|| constants(self.data()))
    }

    /// Constants, strings and initialised variables; no code, no tables of the linker, compiler or debugger.
    pub fn data(&self) -> &[Region<'a>] {
        self.data.get_or_init(|| self.find_data())
    }

    fn find_data(&self) -> Vec<Region<'a>> {
        let file = match &self.format {
            Format::Native(file) => file,
            Format::Wasm(module) => {
                return module
                    .data()
                    .map(|(at, bytes)| Region { offset: self.offset + at, bytes })
                    .collect();
            }
        };
        let mut any = false;
        // Sections do not overlap in a sound file; then the sum is less than the file.
        let mut left = self.bytes.len();
        let sections = file.sections().take(SECTIONS).inspect(|_| any = true).filter(is_data);
        let mut regions = sections.filter_map(|section| self.region(&section)).collect::<Vec<_>>();
        if !any {
            // The section table was stripped; what is mapped remains.
            let segments = file
                .segments()
                .take(SECTIONS)
                .filter_map(|segment| self.range(segment.file_range()));
            regions.extend(segments);
        }
        regions.retain(|region| {
            let fits = region.bytes.len() <= left;
            left -= if fits { region.bytes.len() } else { 0 };
            fits
        });
        regions
    }

    /// What is mapped at an address.
    pub fn at(&self, address: u64, size: u64) -> Option<&'a [u8]> {
        let Format::Native(file) = &self.format else { return None };
        let data =
            |segment: object::Segment<'a, '_>| segment.data_range(address, size).ok().flatten();
        file.segments().take(SECTIONS).find_map(data)
    }

    fn region(&self, section: &object::Section<'a, '_>) -> Option<Region<'a>> {
        self.range(section.file_range()?)
    }

    fn range(&self, (offset, size): (u64, u64)) -> Option<Region<'a>> {
        let start = usize::try_from(offset).ok()?;
        let end = start.checked_add(usize::try_from(size).ok()?)?;
        Some(Region { offset: self.offset + offset, bytes: self.bytes.get(start..end)? })
    }
}

fn is_data(section: &object::Section<'_, '_>) -> bool {
    let kind = matches!(
        section.kind(),
        SectionKind::ReadOnlyData
            | SectionKind::ReadOnlyString
            | SectionKind::ReadOnlyDataWithRel
            | SectionKind::Data
    );
    // Unwind tables and Go's line tables are large and hold no constants.
    let tables = [
        ".eh_frame",
        ".gcc_except_table",
        ".gopclntab",
        "__gopclntab",
        ".dynstr",
        ".gnu.",
        ".pdata",
        ".xdata",
    ];
    kind && section.name().is_ok_and(|name| !tables.iter().any(|table| name.starts_with(table)))
}

/// Bytes of the names of one import, all of which are compared.
fn length(import: &Import<'_>) -> usize {
    let version = match import.flags() {
        ImportFlags::Elf { version, .. } => version.map_or(0, <[u8]>::len),
        _ => 0,
    };
    import.name().into_name().map_or(0, <[u8]>::len) + import.library().len() + version
}

/// What reading names may cost: in a sound file they are few times as long as the tables that hold them, and in a
/// hostile one a million entries may name the same megabytes.
struct Budget {
    bytes: usize,
    faults: usize,
}

impl Budget {
    const fn of(file: &[u8]) -> Self {
        Self { bytes: 64 * 1024 + file.len() * 4, faults: 100 }
    }

    /// Takes a name's length off, or the fault that there is none; false when that is too much.
    fn spend(&mut self, length: Option<usize>) -> bool {
        let (bytes, faults) = length.map_or((0, 1), |length| (length, 0));
        let enough = bytes <= self.bytes && faults <= self.faults;
        if enough {
            self.bytes -= bytes;
            self.faults -= faults;
        }
        enough
    }
}

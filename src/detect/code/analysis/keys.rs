//! Keys of maps, fields of structures and assigned members that rules are about.

use super::*;

impl Analysis<'_> {
    /// Assignments to members that a rule is about.
    pub(super) fn assignments(&mut self) {
        let module = self.module;
        for setting in &module.settings {
            let Kind::Member { name, .. } = &module.nodes[setting.target].kind else { continue };
            let places: Vec<Place> =
                self.rules.assignments(name).filter(|(pack, _)| self.open[*pack]).collect();
            if places.is_empty() {
                continue;
            }
            let names = qualified(module, setting.target);
            let value = [Argument { name: None, value: setting.value }];
            for place in places {
                let rule = self.rules.at(place).1;
                let is_named = rule.assign.iter().any(|name| names.contains(name));
                if (is_named || is_method_of(&rule.of, &names))
                    && self.apply(setting.target, setting.target, &value, &names, place)
                    && !rule.also
                {
                    break;
                }
            }
        }
    }

    /// Keys of maps and assigned members that a rule is about.
    pub(super) fn keys(&mut self) {
        if !self.rules.has_keys() {
            return;
        }
        let mut told: HashSet<u32> = self.uses.iter().map(|(one, _)| one.place.line).collect();
        let settings = self.module.settings.iter().map(|setting| (setting.target, setting.value));
        let pairs = self.module.nodes.iter().filter_map(|node| match &node.kind {
            Kind::Map(pairs) => Some(pairs),
            _ => None,
        });
        let all: Vec<(Id, Id)> = pairs.flatten().copied().chain(settings).collect();
        self.named_arguments(&mut told);
        for (key, value) in all {
            let names = match &self.module.nodes[key].kind {
                Kind::Name(name) | Kind::Text(name) => vec![name.clone()],
                Kind::Member { name, .. } => vec![name.clone()],
                Kind::Index { key, .. } => match &self.module.nodes[*key].kind {
                    Kind::Text(name) => vec![name.clone()],
                    _ => continue,
                },
                _ => continue,
            };
            let place = self.module.nodes[key].place;
            let places: Vec<Place> = self
                .rules
                .keys(&names[0])
                .filter(|(pack, _)| self.open[*pack])
                .filter(|place| self.rules.at(*place).1.of.is_empty())
                .collect();
            if places.is_empty() || told.contains(&place.line) {
                continue;
            }
            let arguments = [Argument { name: None, value }];
            for rule in places {
                if self.apply(key, key, &arguments, &names, rule) {
                    told.insert(place.line);
                    break;
                }
            }
        }
    }

    /// Fields of structures that a rule with types is about: `tls.Config{CipherSuites: …}`.
    fn named_arguments(&mut self, told: &mut HashSet<u32>) {
        let module = self.module;
        for id in module.calls() {
            let Kind::Call { callee, arguments } = &module.nodes[id].kind else { continue };
            for argument in arguments {
                let Some(name) = &argument.name else { continue };
                let places: Vec<Place> = self
                    .rules
                    .keys(name)
                    .filter(|(pack, _)| self.open[*pack])
                    .filter(|place| !self.rules.at(*place).1.of.is_empty())
                    .collect();
                if places.is_empty() {
                    continue;
                }
                let types = qualified(module, *callee);
                let value = [Argument { name: None, value: argument.value }];
                let names = [name.clone()];
                for place in places {
                    let is_meant = self.rules.at(place).1.of.iter().any(|of| types.contains(of));
                    if is_meant && self.apply(argument.value, argument.value, &value, &names, place)
                    {
                        told.insert(module.nodes[argument.value].place.line);
                        break;
                    }
                }
            }
        }
    }
}

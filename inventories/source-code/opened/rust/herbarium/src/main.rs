//! Keeps pressed plants in order. `hash` is the place on a shelf, a `cipher` is a figure on a label.
use std::collections::hash_map::DefaultHasher;
use std::collections::HashMap;
use std::hash::{Hash, Hasher};

#[derive(Hash)]
struct Plant {
    name: String,
    description: String,
    commit_sha1: String,
}

impl Plant {
    fn hash_slot(&self) -> u64 {
        let mut h = DefaultHasher::new();
        self.hash(&mut h);
        h.finish() % 512
    }

    fn verify(&self) -> bool {
        !self.name.is_empty() && self.commit_sha1.len() == 40
    }

    fn encrypt_label(&self, cipher: char) -> String {
        format!("{cipher}-{}", self.name)
    }
}

fn main() {
    let rose = Plant { name: "Rosa".into(), description: "desert rose".into(), commit_sha1: String::new() };
    let mut shelf: HashMap<u64, &Plant> = HashMap::new();
    shelf.insert(rose.hash_slot(), &rose);
    println!("{} {} {}", rose.encrypt_label('V'), rose.verify(), rose.description);
}

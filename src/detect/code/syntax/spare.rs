//! What was reserved for an expression and is not needed.

use super::Kind;

impl Kind {
    /// Gives back what was reserved and is not needed: nodes stay for as long as their file is looked at.
    pub fn shrink(&mut self) {
        match self {
            Self::Text(text) | Self::Name(text) | Self::Member { name: text, .. }
                if is_wide(text.capacity() - text.len(), 1) =>
            {
                text.shrink_to_fit();
            }
            Self::Call { arguments, .. } => shrink(arguments),
            Self::List(all) | Self::Join(all) | Self::Choice(all) => shrink(all),
            Self::Map(pairs) => shrink(pairs),
            _ => {}
        }
    }
}

/// Whether so many unused places of a size are worth giving back.
const fn is_wide(places: usize, size: usize) -> bool {
    places * size >= 16
}

fn shrink<T>(list: &mut Vec<T>) {
    if is_wide(list.capacity() - list.len(), size_of::<T>()) {
        list.shrink_to_fit();
    }
}

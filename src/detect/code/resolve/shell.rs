//! Values of shells: words of functions, conditions, files of settings, names that are values.

mod dispatched;
mod file_path;
mod positional;
mod regex;
mod setting_of_file;
mod tested;

pub(super) use dispatched::UNNAMED;
pub(in crate::detect::code) use dispatched::{INDIRECT, RUN};
pub(super) use positional::UNSET;
pub(in crate::detect::code) use positional::frame_of_call;
pub(in crate::detect::code) use setting_of_file::{SETTING, SETTINGS};
pub(in crate::detect::code) use tested::{LIKE, NOT, TESTED};

use super::{Argument, Resolved, Resolver, Site};

impl Resolver<'_> {
    /// What a call is worth that stands for something which only shells have.
    pub(super) fn of_shell(
        &mut self,
        site: &Site,
        name: &str,
        arguments: &[Argument],
    ) -> Option<Resolved> {
        match name {
            SETTING => Some(self.setting_of_file(site, arguments)),
            RUN => Some(self.run_by_name(site, arguments)),
            INDIRECT => Some(self.of_indirect(site, arguments)),
            TESTED => Some(self.tested(site, arguments)),
            _ => None,
        }
    }
}

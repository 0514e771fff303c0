//! The plan in force (`--previous`), and plans that begin with it.

use y2q::inventory::Inventory;
use y2q::plan::{Inherited, Options, Plan};

use super::arguments::InForceArguments;
use super::plan::{Made, previous, same_estate};
use super::track;

/// The plan in force that the arguments name, which has to be one of the estate `name`.
pub fn read(arguments: &InForceArguments, name: &str) -> anyhow::Result<Option<Plan>> {
    let Some(path) = &arguments.previous else { return Ok(None) };
    let then = previous(path)?;
    same_estate(path, &then, name)?;
    Ok(Some(then))
}

/// `options` for plans that begin with the plan in force.
pub fn options<'a>(
    then: Option<&'a Plan>,
    arguments: &InForceArguments,
    options: Options<'a>,
) -> Options<'a> {
    let lost = then.map_or(&[][..], |plan| &plan.lost_authorities);
    Options { previous: then, lost, stability: arguments.stability, ..options }
}

/// Plans, and where packages have something from the plan in force though their assets are others now, once more with that.
pub fn made(
    inventory: &Inventory,
    options: &Options<'_>,
    make: impl Fn(&Options<'_>) -> anyhow::Result<Made>,
) -> anyhow::Result<Made> {
    let made = make(options)?;
    let then = options.previous.filter(|then| Inherited::may_matter(then, &made.plan));
    let Some(then) = then else { return Ok(made) };
    let past = track::past(then, &[], &made, inventory)?;
    match Inherited::of(then, &made.plan, &past) {
        Some(inherited) => make(&Options { inherited: Some(&inherited), ..*options }),
        None => Ok(made),
    }
}

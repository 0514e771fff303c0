use serde::{Deserialize, Serialize};

use super::{Change, Package};
use crate::model::Date;
use crate::risk::{self, Chance, Threat};

/// Mosca's inequality with the plan's own duration: late where X + Y > Z (eprint 2015/1075).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mosca {
    /// X: years for which what is protected must hold.
    pub shelf_life_years: u16,
    /// Y: years until the package is finished, a begun one counted whole.
    pub migration_years: u16,
    /// Z: years until the assumed quantum computer.
    pub crqc_years: i16,
    /// X + Y - Z; positive is late.
    pub late_by_years: i32,
    /// Year in which the package is finished.
    pub finished: i16,
    /// The chance that a quantum computer exists by then.
    pub before_finished: Chance,
    /// Year until which what was protected before must hold.
    pub needed_until: i16,
    /// The chance that a quantum computer exists by then.
    pub before_unneeded: Chance,
    /// Whose belief the chances are.
    pub assumption: String,
}

impl Mosca {
    /// The inequality for `package` in a plan of the day `at`; `None` for what no quantum computer threatens and for
    /// what has no date.
    pub(super) fn of(package: &Package, at: Date, crqc_year: i16) -> Option<Self> {
        let finish = package.finish.filter(|_| package.is_threatened())?;
        let (x, last) = (package.shelf_life_years, finish.last_day());
        let past = (last.month(), last.day()) > (at.month(), at.day());
        let y = (i32::from(last.year()) - i32::from(at.year()) + i32::from(past)).max(0);
        let z = crqc_year.saturating_sub(at.year());
        let needed = last.year().saturating_add(i16::try_from(x).unwrap_or(i16::MAX));
        Some(Self {
            shelf_life_years: x,
            migration_years: u16::try_from(y).unwrap_or(u16::MAX),
            crqc_years: z,
            late_by_years: i32::from(x) + y - i32::from(z),
            finished: last.year(),
            before_finished: risk::chance_by(last.year()),
            needed_until: needed,
            before_unneeded: risk::chance_by(needed),
            assumption: risk::EDITION.to_owned(),
        })
    }

    /// The inequality in words, without the assumption behind the chances.
    #[must_use]
    pub fn inequality(&self) -> String {
        let Self { shelf_life_years: x, migration_years: y, crqc_years: z, .. } = self;
        let outcome = match self.late_by_years {
            late @ 1.. => format!("late by {late}"),
            0 => "no year to spare".to_owned(),
            spare => format!("{} to spare", spare.saturating_abs()),
        };
        format!(
            "X {x} years + Y {y} as planned here - Z {z} until the assumed quantum computer: {outcome}"
        )
    }

    /// The chances in words, with the assumption behind them.
    #[must_use]
    pub fn chances(&self) -> String {
        let Self { finished, before_finished, needed_until, before_unneeded, assumption, .. } =
            self;
        format!(
            "a quantum computer exists before this is finished ({finished}) with a chance of {before_finished}, and by \
             {needed_until}, until when what was protected before must hold, with {before_unneeded} ({assumption})"
        )
    }
}

impl Package {
    /// Whether a quantum computer threatens what it takes care of, and it ends that: a review does not.
    fn is_threatened(&self) -> bool {
        self.change != Change::AcceptWithExpiry && self.protects()
    }

    fn protects(&self) -> bool {
        [Threat::HarvestNowDecryptLater, Threat::TrustNowForgeLater].contains(&self.threat)
    }

    /// Whether a quantum computer threatens what somebody accepts as a risk, so that nothing ends it.
    pub(crate) fn is_threatened_and_accepted(&self) -> bool {
        self.change == Change::AcceptWithExpiry && self.protects()
    }

    /// Whether nothing ends it, because the package has no date.
    pub(crate) fn is_threatened_for_good(&self) -> bool {
        self.finish.is_none() && self.is_threatened()
    }
}

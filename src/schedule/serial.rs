//! Serial schedule generation by ids of tasks: the door to the passes of [`Workspace`].

use super::check::check;
use super::fault::Fault;
use super::model::Model;
use super::objective::makespan;
use super::project::{Project, Schedule};
use super::workspace::{Stuck, Workspace};

/// The schedule in which the tasks of `order`, ids, are placed one by one as early as possible.
///
/// # Errors
/// A [`Fault`] of the project or of the order, or [`Fault::NoRoom`].
pub fn serial(project: &Project, order: &[u32]) -> Result<Schedule, Fault> {
    let model = Model::new(project)?;
    let mut schedule = Schedule::default();
    Workspace::new(&model).serial(&model, order, &mut schedule)?;
    Ok(schedule)
}

/// `schedule` after double justification: all tasks as late as possible within its makespan, then as
/// early as possible. It is not longer than before.
///
/// # Errors
/// A [`Fault`] of the project, or [`Fault::Infeasible`].
pub fn justify(project: &Project, schedule: &Schedule) -> Result<Schedule, Fault> {
    let model = Model::new(project)?;
    let violations = check(project, schedule).len();
    if violations > 0 {
        return Err(Fault::Infeasible { violations });
    }
    let mut workspace = Workspace::new(&model);
    workspace.start = model.import(schedule);
    // Below the horizon, or the check has failed.
    let end = makespan(project, schedule) as u32;
    workspace.justify(&model, end).map_err(|stuck| no_room(&model, stuck))?;
    Ok(model.export(&workspace.start))
}

fn no_room(model: &Model<'_>, stuck: Stuck) -> Fault {
    Fault::NoRoom { task: model.ids[stuck.0 as usize] as usize }
}

impl Workspace {
    /// [`serial`] into `schedule`, without allocation after the first call.
    ///
    /// # Errors
    /// A [`Fault`] of the order, or [`Fault::NoRoom`]; `schedule` is unchanged then.
    pub fn serial(
        &mut self,
        model: &Model<'_>,
        order: &[u32],
        schedule: &mut Schedule,
    ) -> Result<(), Fault> {
        self.load(model, order)?;
        let own = std::mem::take(&mut self.order);
        let passed = self.forward(model, &own);
        self.order = own;
        passed.map_err(|stuck| no_room(model, stuck))?;
        schedule.start.clear();
        schedule.start.extend(model.numbers.iter().map(|&number| self.start[number as usize]));
        Ok(())
    }

    /// Own numbers of `order` into `self.order`, checked.
    fn load(&mut self, model: &Model<'_>, order: &[u32]) -> Result<(), Fault> {
        if order.len() != model.len() {
            return Err(Fault::NotAPermutation);
        }
        // `start` is scratch here: the place in the order plus one.
        self.start.fill(0);
        self.order.clear();
        for (place, &id) in (1..).zip(order) {
            let number = *model.numbers.get(id as usize).ok_or(Fault::NotAPermutation)?;
            if self.start[number as usize] != 0 {
                return Err(Fault::NotAPermutation);
            }
            self.start[number as usize] = place;
            self.order.push(number);
            for &(before, _) in model.before.of(number as usize) {
                if self.start[before as usize] == 0 {
                    let before = model.ids[before as usize] as usize;
                    return Err(Fault::OutOfOrder { before, after: id as usize });
                }
            }
        }
        Ok(())
    }
}

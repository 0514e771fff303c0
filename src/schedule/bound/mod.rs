//! Lower bounds on the cost that are proven, and the fractional schedules that come with them.
//!
//! The relaxation is linear: for each task and period, the share of the task that has started by
//! then. It rises to one over the task's window, a follower's share never passes that of what it
//! waits for, and no resource is above its capacity in any period (Pritsker, Watters and Wolfe,
//! Management Science 16, 1969; step variables as in Möhring, Schulz, Stork and Uetz, Management
//! Science 49, 2003). A primal-dual method without a matrix solves it; any prices that it ends with
//! give a bound, and that is computed in integers.

mod certify;
mod isotonic;
mod merit;
mod point;
mod prices;
mod step;

pub(super) use point::Point;
pub(super) use prices::Prices;

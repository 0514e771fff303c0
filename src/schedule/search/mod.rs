//! Good schedules: lists from fractional ones, diving along time, large neighbourhoods.

mod board;
mod dive;
mod lists;
mod neighbourhood;
mod polish;

pub(super) use board::{Board, Placed};
pub(super) use dive::{Depth, dive};
pub(super) use lists::{by_alpha, by_start};
pub(super) use neighbourhood::{Effort, Neighbourhoods};

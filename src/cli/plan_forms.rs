use std::path::PathBuf;

use clap::Args;

/// What to make of a plan beside its report.
#[derive(Args)]
pub struct OtherForms {
    /// An earlier plan (JSON) to compare what is found now with; plans made since may follow, oldest first. Written as text,
    /// Markdown (`--format md`) or JSON
    #[arg(long, value_name = "FILE", conflicts_with_all = ["sections", "scenario", "previous"])]
    pub track: Vec<PathBuf>,
    /// Say that a package of the earlier plan is done, and who says so; it is shown as said by hand
    #[arg(long, value_name = "PACKAGE=WHY", requires = "track")]
    pub done: Vec<String>,
    /// The plan in the sections that an authority asks for, as Markdown: omb-m-26-15 or kr-master-plan
    #[arg(long, value_name = "SET", value_parser = ["omb-m-26-15", "kr-master-plan"], conflicts_with = "format")]
    pub sections: Option<String>,
}

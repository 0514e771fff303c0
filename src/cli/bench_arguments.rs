use std::path::PathBuf;

use clap::{Args, ValueEnum};

#[derive(Args)]
pub struct BenchCommand {
    /// Scheme, or the beginning of several up to a hyphen (ml-kem); may be given again
    #[arg(long, value_name = "ID")]
    pub scheme: Vec<String>,
    /// Library whose code is timed (default: all of this build); may be given again
    #[arg(long, value_name = "NAME")]
    pub backend: Vec<String>,
    /// key-generation, encapsulate, decapsulate, sign or verify; may be given again
    #[arg(long, value_name = "NAME")]
    pub operation: Vec<String>,
    /// Half a minute instead of up to ten; slow schemes only where they are named
    #[arg(long)]
    pub quick: bool,
    /// List what this build can time, and measure nothing
    #[arg(long, conflicts_with_all = ["quick", "compare", "from"])]
    pub list: bool,
    /// Say what changed since an earlier run (JSON) beyond the noise of both
    #[arg(long, value_name = "FILE")]
    pub compare: Option<PathBuf>,
    /// Show a run that was kept (JSON) instead of measuring
    #[arg(long, value_name = "FILE", conflicts_with_all = ["quick", "scheme", "backend", "operation"])]
    pub from: Option<PathBuf>,
    /// What to write (default: text on a terminal, else by the name of the file)
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub format: Option<BenchFormat>,
    /// Where to write it; - is standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum BenchFormat {
    /// Tables for a terminal
    Text,
    /// One row an operation
    Md,
    /// A short Markdown table of the schemes that most plans weigh
    Brief,
    /// y2q's own versioned form, to keep and to compare with
    Json,
    /// One row an operation
    Csv,
    /// One page with drawings of size against speed
    Html,
}

impl BenchCommand {
    /// The form of the output.
    pub fn form(&self) -> BenchFormat {
        if let Some(format) = self.format {
            return format;
        }
        let extension = self.output.as_deref().and_then(|path| path.extension()?.to_str());
        match extension {
            Some("json") => BenchFormat::Json,
            Some("csv") => BenchFormat::Csv,
            Some("md") => BenchFormat::Md,
            Some("html") => BenchFormat::Html,
            _ => BenchFormat::Text,
        }
    }
}

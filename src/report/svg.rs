//! A small writer of inline SVG: elements nest, numbers are rounded, text and attributes are escaped.
//! Colours and patterns are classes of the style sheet, so that light, dark and print share one drawing.

use std::fmt::{Display, Write as _};

use super::plain::visible;

/// An SVG drawing under construction. Open elements are closed at the latest by [`Svg::finish`].
pub struct Svg {
    text: String,
    open: Vec<&'static str>,
}

/// A value of an attribute.
pub enum Attribute<'a> {
    /// A number of user units, rounded to a tenth.
    Number(f64),
    /// Text, escaped.
    Text(&'a str),
}

impl Svg {
    /// A drawing of `width` x `height` user units that scales to its container.
    pub fn new(class: &str, width: f64, height: f64) -> Self {
        let mut svg = Self { text: String::with_capacity(8 * 1024), open: Vec::new() };
        let view = format!("0 0 {} {}", rounded(width), rounded(height));
        svg.group("svg", &[("class", class.into()), ("viewBox", view.as_str().into())]);
        svg
    }

    /// Opens `element`; what follows lies inside until [`Svg::end`].
    pub fn group(&mut self, element: &'static str, attributes: &[(&str, Attribute<'_>)]) {
        self.start(element, attributes);
        self.text.push('>');
        self.open.push(element);
    }

    /// Closes the innermost open element.
    pub fn end(&mut self) {
        if let Some(element) = self.open.pop() {
            self.push(format_args!("</{element}>"));
        }
    }

    /// An element without content.
    pub fn leaf(&mut self, element: &'static str, attributes: &[(&str, Attribute<'_>)]) {
        self.start(element, attributes);
        self.text.push_str("/>");
    }

    /// An element with text content: `text`, `title`, `desc`.
    pub fn content(
        &mut self,
        element: &'static str,
        attributes: &[(&str, Attribute<'_>)],
        content: &str,
    ) {
        self.group(element, attributes);
        self.escaped(content);
        self.end();
    }

    /// A rectangle.
    pub fn rectangle(&mut self, class: &str, [x, y, width, height]: [f64; 4]) {
        self.leaf(
            "rect",
            &[
                ("class", class.into()),
                ("x", x.into()),
                ("y", y.into()),
                ("width", width.max(0.0).into()),
                ("height", height.max(0.0).into()),
            ],
        );
    }

    /// A straight line.
    pub fn line(&mut self, class: &str, [x1, y1, x2, y2]: [f64; 4]) {
        self.leaf(
            "line",
            &[
                ("class", class.into()),
                ("x1", x1.into()),
                ("y1", y1.into()),
                ("x2", x2.into()),
                ("y2", y2.into()),
            ],
        );
    }

    /// Text whose baseline starts at `x`, `y`; the class may move its anchor.
    pub fn label(&mut self, class: &str, x: f64, y: f64, text: &str) {
        self.content("text", &[("class", class.into()), ("x", x.into()), ("y", y.into())], text);
    }

    /// The same with `aside` of its own class behind it.
    pub fn label_beside(
        &mut self,
        class: &str,
        x: f64,
        y: f64,
        [text, class_aside, aside]: [&str; 3],
    ) {
        self.group("text", &[("class", class.into()), ("x", x.into()), ("y", y.into())]);
        self.escaped(text);
        self.content("tspan", &[("class", class_aside.into())], aside);
        self.end();
    }

    /// The drawing as markup.
    pub fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.end();
        }
        self.text
    }

    fn start(&mut self, element: &'static str, attributes: &[(&str, Attribute<'_>)]) {
        self.push(format_args!("<{element}"));
        for (name, value) in attributes {
            self.push(format_args!(" {name}=\""));
            match value {
                Attribute::Number(number) => self.push(format_args!("{}", rounded(*number))),
                Attribute::Text(text) => self.escaped(text),
            }
            self.text.push('"');
        }
    }

    fn push(&mut self, what: std::fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = self.text.write_fmt(what);
    }

    fn escaped(&mut self, text: &str) {
        for character in visible(text).chars() {
            match character {
                '&' => self.text.push_str("&amp;"),
                '<' => self.text.push_str("&lt;"),
                '>' => self.text.push_str("&gt;"),
                '"' => self.text.push_str("&quot;"),
                '\'' => self.text.push_str("&#39;"),
                other => self.text.push(other),
            }
        }
    }
}

impl<'a> From<&'a str> for Attribute<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl From<f64> for Attribute<'_> {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

fn rounded(number: f64) -> impl Display {
    let tenths = if number.is_finite() { (number * 10.0).round() / 10.0 } else { 0.0 };
    // `-0` is a number nobody wants to read.
    if tenths == 0.0 { 0.0 } else { tenths }
}

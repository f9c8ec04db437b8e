//! What a page of ours is made of: the blocks a letter, a mail or a table hands to the typesetter.
//!
//! Plain data; nothing is refused here. All measures are points (1/72 inch).

use lopdf::Stream;

/// A document to set: blocks that run on from page to page.
#[derive(Debug, Clone, Default)]
pub struct Flow {
    /// Title of the document; shown by readers of a tagged document, drawn nowhere.
    pub title: String,
    /// Natural language as BCP 47 (`en-GB`).
    pub language: String,
    /// Paper, margins and type size.
    pub page: PageSetup,
    /// Whether text is wrapped in marked content with MCIDs (ISO 32000-2, 14.7.5): letters yes,
    /// normal forms of converted documents no.
    pub tagged: bool,
    /// What stands on the pages, in order.
    pub blocks: Vec<Block>,
}

/// Paper and type.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageSetup {
    /// Width of the paper.
    pub width: f64,
    /// Height of the paper.
    pub height: f64,
    /// White space around the text.
    pub margins: Margins,
    /// Type size of paragraphs.
    pub size: f64,
    /// Distance of baselines as a multiple of the type size.
    pub leading: f64,
    /// The most pages a flow may fill; more is an error.
    pub max_pages: usize,
}

/// White space between the paper's edges and the text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Margins {
    /// Above.
    pub top: f64,
    /// Right.
    pub right: f64,
    /// Below; page stamps stand in it.
    pub bottom: f64,
    /// Left.
    pub left: f64,
}

impl Default for PageSetup {
    /// A4 upright, margins of about 2 cm, 10.5 pt type.
    fn default() -> Self {
        Self {
            width: 595.28,
            height: 841.89,
            margins: Margins { top: 62.0, right: 60.0, bottom: 66.0, left: 60.0 },
            size: 10.5,
            leading: 1.32,
            max_pages: 20_000,
        }
    }
}

impl PageSetup {
    /// A4 on its side, for wide tables.
    #[must_use]
    pub fn landscape() -> Self {
        let upright = Self::default();
        Self { width: upright.height, height: upright.width, ..upright }
    }

    /// Width of the text.
    #[must_use]
    pub fn measure(&self) -> f64 {
        (self.width - self.margins.left - self.margins.right).max(24.0)
    }

    /// Height of the text.
    #[must_use]
    pub fn depth(&self) -> f64 {
        (self.height - self.margins.top - self.margins.bottom).max(48.0)
    }
}

/// Text of one weight. `\n` breaks the line, U+00A0 keeps words together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Run {
    /// The text.
    pub text: String,
    /// Whether it is set bold.
    pub bold: bool,
}

impl Run {
    /// Text of normal weight.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), bold: false }
    }

    /// Bold text.
    pub fn bold(text: impl Into<String>) -> Self {
        Self { text: text.into(), bold: true }
    }
}

/// One piece of a flow.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A heading of level 1 to 6; it stays with what follows.
    Heading {
        /// 1 is the title of the document.
        level: u8,
        /// Its words.
        text: String,
    },
    /// A paragraph, followed by a little space.
    Paragraph(Vec<Run>),
    /// A list with bullets or numbers.
    List {
        /// Numbers instead of bullets.
        ordered: bool,
        /// The items.
        items: Vec<Vec<Run>>,
    },
    /// A table; it may run over pages, its header comes again on each.
    Table(Table),
    /// A thin line across the text.
    Rule,
    /// White space of a height in points; none at the top of a page.
    Space(f64),
    /// What follows starts a new page.
    PageBreak,
    /// Lines of equal-width type, as they are; long ones go on below with a hanging indent.
    Preformatted(Vec<String>),
    /// Lines of prose, as they are; long ones go on below with a hanging indent.
    Lines(Vec<String>),
    /// Blocks set in from the left, as quoted text and items of lists are.
    Indented(Vec<Block>),
    /// Blocks that stay on one page when one page can hold them.
    KeepTogether(Vec<Block>),
    /// A picture on lines of its own.
    Picture(Box<Picture>),
}

/// A picture of a document, made into an image `XObject` before it came here.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// The image.
    pub image: Stream,
    /// Its soft mask, where it is transparent.
    pub soft_mask: Option<Stream>,
    /// Width on the page; made smaller, with the height, where the page cannot hold it.
    pub width: f64,
    /// Height on the page.
    pub height: f64,
    /// From the image's unit square to itself upright (ISO 32000-2, 8.9.5.1): how a camera was held.
    pub upright: [f64; 6],
}

impl Block {
    /// A paragraph of normal weight.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Paragraph(vec![Run::plain(text)])
    }
}

/// How the text of a column stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// Flush left.
    #[default]
    Left,
    /// Flush right, for figures.
    Right,
}

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Column {
    /// Share of the table's width relative to the other columns; `None` takes what its words need.
    pub share: Option<f64>,
    /// How its text stands.
    pub align: Align,
}

/// The text of one cell; without any run the cell is absent, and the one before it takes its column too.
pub type Cell = Vec<Run>;

/// A table. Rows shorter than the longest are filled with empty cells.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// Columns from left to right; missing ones are default columns.
    pub columns: Vec<Column>,
    /// The header row; empty for none.
    pub header: Vec<Cell>,
    /// The other rows.
    pub rows: Vec<Vec<Cell>>,
    /// Thin lines between the rows.
    pub ruled: bool,
    /// Type size; `None` is a little smaller than the paragraphs'.
    pub size: Option<f64>,
}

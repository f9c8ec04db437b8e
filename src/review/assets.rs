//! The files of the page, embedded: nothing else is ever served. A test holds the list against the folder.

/// JavaScript modules (RFC 9239).
const SCRIPT: &str = "text/javascript; charset=utf-8";
/// CSS.
const STYLE: &str = "text/css; charset=utf-8";
/// A picture.
const PICTURE: &str = "image/svg+xml";
/// HTML: the shell, without a word of any document.
const MARKUP: &str = "text/html; charset=utf-8";

/// Name, content type and bytes.
pub(super) type Asset = (&'static str, &'static str, &'static [u8]);

macro_rules! page {
    ($($name:literal $kind:ident,)*) => {
        &[$(($name, $kind, include_bytes!(concat!("page/", $name)))),*]
    };
}

/// Every file of `page/`, by name.
pub(super) const PAGE: &[Asset] = page![
    "actions.js" SCRIPT,
    "api.js" SCRIPT,
    "around.js" SCRIPT,
    "attack.js" SCRIPT,
    "banners.js" SCRIPT,
    "build.js" SCRIPT,
    "bulk.js" SCRIPT,
    "canvases.js" SCRIPT,
    "card.js" SCRIPT,
    "case-form.js" SCRIPT,
    "checker.js" SCRIPT,
    "conflicts.js" SCRIPT,
    "dialog.js" SCRIPT,
    "documents.js" SCRIPT,
    "dom.js" SCRIPT,
    "draw.js" SCRIPT,
    "favicon.svg" PICTURE,
    "findings.js" SCRIPT,
    "form.js" SCRIPT,
    "header.js" SCRIPT,
    "help.js" SCRIPT,
    "index.html" MARKUP,
    "judge.js" SCRIPT,
    "keys.js" SCRIPT,
    "load.js" SCRIPT,
    "main.js" SCRIPT,
    "order.js" SCRIPT,
    "overlay.js" SCRIPT,
    "pagebar.js" SCRIPT,
    "panes.js" SCRIPT,
    "people.js" SCRIPT,
    "pick.js" SCRIPT,
    "record.js" SCRIPT,
    "remarks.js" SCRIPT,
    "repeat.js" SCRIPT,
    "review.js" SCRIPT,
    "rows.js" SCRIPT,
    "saver.js" SCRIPT,
    "say.js" SCRIPT,
    "search.js" SCRIPT,
    "start.js" SCRIPT,
    "store.js" SCRIPT,
    "style.css" STYLE,
    "tabs.js" SCRIPT,
    "tally.js" SCRIPT,
    "thumbnails.js" SCRIPT,
    "viewer.js" SCRIPT,
    "walk.js" SCRIPT,
    "window.js" SCRIPT,
    "wording.js" SCRIPT,
    "words.js" SCRIPT,
];

/// The file of a name.
pub(super) fn named(name: &str) -> Option<&'static Asset> {
    PAGE.iter().find(|(own, ..)| *own == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_the_folder() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/review/page");
        let entries =
            std::fs::read_dir(folder).expect("the folder").map(|e| e.expect("an entry").file_name());
        let mut there: Vec<String> = entries.map(|n| n.to_string_lossy().into_owned()).collect();
        there.sort();
        assert_eq!(PAGE.iter().map(|(name, ..)| *name).collect::<Vec<_>>(), there);
    }

    #[test]
    fn no_file_of_the_page_asks_for_anything_from_elsewhere() {
        for (name, _, bytes) in PAGE {
            let text = String::from_utf8_lossy(bytes);
            for word in
                ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "localStorage"]
            {
                assert!(!text.contains(word), "{name}: {word}");
            }
            let elsewhere = text.match_indices("://").filter(|(at, _)| {
                let before = &text[..*at];
                // the name space of SVG is a name, not an address
                (before.ends_with("http") || before.ends_with("https"))
                    && !text[*at..].starts_with("://www.w3.org/")
            });
            assert_eq!(elsewhere.count(), 0, "{name} names an address");
        }
    }
}

//! Whether an element is styled so that nobody sees it.

/// Whether an inline style hides its element.
pub(super) fn hides(style: &str) -> bool {
    rules(style).iter().any(|(property, value)| {
        let nothing = || is_nothing(value);
        match property.as_str() {
            "display" => value == "none",
            "visibility" => value == "hidden" || value == "collapse",
            "mso-hide" => value == "all",
            "font-size" | "max-height" | "max-width" | "opacity" => nothing(),
            _ => false,
        }
    })
}

/// Whether an inline style gives its element a ground that white text can be read on.
pub(super) fn has_ground(style: &str) -> bool {
    let clear = |value: &str| matches!(value, "none" | "transparent" | "inherit" | "initial");
    rules(style)
        .iter()
        .any(|(property, value)| property.starts_with("background") && !is_white(value) && !clear(value))
}

/// Whether an inline style makes its text white.
pub(super) fn is_white_text(style: &str) -> bool {
    rules(style).iter().any(|(property, value)| property == "color" && is_white(value))
}

/// Whether a colour is white.
pub(super) fn is_white(colour: &str) -> bool {
    let colour: String = colour.to_ascii_lowercase().split_whitespace().collect();
    let colour = colour.trim_end_matches("!important");
    matches!(colour, "white" | "#fff" | "#ffffff" | "ffffff" | "rgb(255,255,255)" | "rgba(255,255,255,1)")
}

/// Properties and values in lower case, without white space.
fn rules(style: &str) -> Vec<(String, String)> {
    let style: String = style.to_ascii_lowercase().split_whitespace().collect();
    let pairs = style.split(';').filter_map(|rule| rule.split_once(':'));
    pairs.map(|(p, v)| (p.to_owned(), v.trim_end_matches("!important").to_owned())).collect()
}

/// Zero in any unit.
fn is_nothing(value: &str) -> bool {
    let number = value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    number.parse::<f64>().is_ok_and(|n| n == 0.0)
}

#[cfg(test)]
mod tests {
    use super::{has_ground, hides, is_white_text};

    #[test]
    fn white_text_is_known_by_its_colour_and_its_ground() {
        for style in ["color: #FFF", "x:y;color:white !important", "color:rgb(255, 255, 255)"] {
            assert!(is_white_text(style), "{style}");
        }
        assert!(!is_white_text("background-color:white"));
        assert!(has_ground("background:#036") && !has_ground("background:#fff;background-image:none"));
    }

    #[test]
    fn what_nobody_sees_counts_as_hidden() {
        for style in [
            "display:none",
            "color:red; DISPLAY : none !important",
            "font-size:0px",
            "mso-hide:all",
            "opacity:0",
        ] {
            assert!(hides(style), "{style}");
        }
        for style in ["display:block", "font-size:10px", "", "opacity:0.5", "max-height:none"] {
            assert!(!hides(style), "{style}");
        }
    }
}

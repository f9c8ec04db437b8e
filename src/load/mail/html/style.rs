//! Whether an element is styled so that nobody sees it.

/// Whether an inline style hides its element.
pub(super) fn hides(style: &str) -> bool {
    let style: String = style.to_ascii_lowercase().split_whitespace().collect();
    style.split(';').filter_map(|rule| rule.split_once(':')).any(|(property, value)| {
        let value = value.trim_end_matches("!important");
        let nothing = || is_nothing(value);
        match property {
            "display" => value == "none",
            "visibility" => value == "hidden" || value == "collapse",
            "mso-hide" => value == "all",
            "font-size" | "max-height" | "max-width" | "opacity" => nothing(),
            _ => false,
        }
    })
}

/// Zero in any unit.
fn is_nothing(value: &str) -> bool {
    let number = value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    number.parse::<f64>().is_ok_and(|n| n == 0.0)
}

#[cfg(test)]
mod tests {
    use super::hides;

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

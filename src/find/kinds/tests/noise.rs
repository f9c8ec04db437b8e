//! Numbers that are nobody's: what stands round identifiers in the files of a landlord.

use super::dice::Dice;

const MONTHS: [&str; 6] = ["January", "March", "May", "July", "September", "November"];

/// Lines without anything about a person.
pub(super) fn lines(d: &mut Dice) -> Vec<String> {
    let month = d.of(&MONTHS);
    let day = d.number(1, 28);
    let (a, b, c) = (d.number(1, 12), d.number(10, 59), d.number(100, 999));
    vec![
        format!("Invoice number INV-{} was paid on {day} {month} 2024.", d.digits(6)),
        format!("Invoice {} for boiler parts, order {}.", d.digits(8), d.digits(10)),
        format!("Works order {} raised, job number {}.", d.digits(7), d.digits(6)),
        format!("Version {a}.{b}.{} of the software, build {}.", d.number(0, 9), d.digits(5)),
        format!("The meeting is at {a}:{b:02} on {day:02}/{a:02}/2024 in room {a}.", b = b % 60),
        format!("The tenancy began on {day:02}.{a:02}.2019 and the rent is £{c}.{b} a week."),
        format!("The room is {a}.{b} m by {a}.{b} m, {c} mm deep, at {b} degrees."),
        format!("See section {a}.{}.{} of the policy and page {c}.", d.number(1, 9), d.number(1, 9)),
        format!("The budget rose from £{c},{b}0 to £{c},{b}5 in 2023/24, or {a}.{b} per cent."),
        format!(
            "Part {}-{} is out of stock; use EN {}-{a}:2018.",
            d.of(&["BX", "TR", "KL"]),
            d.digits(4),
            d.digits(5)
        ),
        format!("Meter reading {} on {day} {month}; serial {}.", d.digits(5), d.digits(9)),
        format!("The lift stopped {a} times between {b} and {c} minutes past the hour."),
        format!("Between 2019 and 2024 there were {c} repairs, {b} of them within {a} days."),
        format!("Housing Act 1985 section {c}; SI 2015/{}; Order 2004 No. {c}.", d.digits(3)),
        format!("Purchase order {} {} was cancelled within {a} weeks.", d.of(&["PO", "WO"]), d.digits(7)),
        format!("Boiler model GC {}-{}-{} needs {b} litres.", d.digits(2), d.digits(3), d.digits(2)),
        format!("The account was closed after {a} years; the balance of {c}.{b} was written off."),
        format!("Paint code {} and tile {}x{}, pack of {a}.", d.digits(4), b, b),
    ]
}

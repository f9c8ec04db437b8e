//! How offices write of the people who work there: initials, user names, rolls, short signatures. Names between
//! braces must be found whole, and nothing else; each line is a text of its own.

use super::everyday::promise;

#[test]
fn initials_that_work_are_found_also_where_nobody_is_named_in_full() {
    promise(&[
        "Highways: no objection. {DK} asks for a condition.",
        "Strategy meeting: {JB} {BA} {HM}, all agreed",
        "Credit of 25 pounds applied. Approved by {KOD}. No letter was sent.",
        "It was late. {AF} to update the log. GP to review. OH to advise.",
        "Recommendation: approve. Checked: {M Hathersage}   Date: 14/5",
        "Signed {W. Zielonka}  Witnessed {P. Reed}",
        "Statement of {Wojtek}. Statement of Truth",
        "{JB}: who did that?\n{NF}: it was me.\n{CW}: can we adjourn?",
        "NB: see above.\nRE: your letter\nTV: broken",
    ]);
}

#[test]
fn user_names_are_found_beside_their_labels() {
    promise(&[
        "Opened 09:12 by {jnovak}, closed by sysadmin",
        "Enforcement: {jpickles} opened the case",
        "Agent {lowri.h} took the call",
        "Owner: {a.mcateer} until May",
    ]);
}

#[test]
fn names_that_are_words_are_found_behind_what_is_asked_of_people() {
    promise(&[
        "It was sent. Copy {Grace} too. Copy Form 3 too.",
        "He went. {Priti} from payroll has the data. Data from payroll is late.",
        "Replaced the lead. Signed {D Stokes}",
        "{Dean Hartley} came. There is a text from {dean} on my phone. {dean} did it.",
        "ask the dean of the faculty",
    ]);
}

#[test]
fn a_short_name_or_a_letter_signs_a_mail() {
    promise(&[
        "{Rhian Tudor} wrote on Monday about the tree.\n\n{Rhi}\n",
        "The rotas are a mess and the order is late.\n\nCheers\n{T}\n",
    ]);
}

#[test]
fn columns_days_and_bodies_are_no_part_of_a_name() {
    promise(&[
        "Case officer: {Rhian Tudor}   Team leader: tbc",
        "Mon: PE kit missing.\nTue: {Theo} was late.\nWed: rain",
        "To: Preston Homes\n\nThe wall is damp.",
        "Date\tBy\tNote\n16/06/25\tn/a\tdrums\n17/06/25\tN/K\tnone",
        "They sang Daisy Daisy all night.",
    ]);
}

#[test]
fn a_salutation_does_not_run_into_the_name_below_it() {
    promise(&["Hi {Liwia}\n{Sam Oduya} will come.", "Dear {Joy}\n{Tom Reed} will come."]);
}

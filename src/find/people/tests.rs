//! The rules of names, each by hits and near misses; `floors` scores them all on texts of our own.

use super::*;

mod everyday;
mod floors;
mod forms;
mod lookalikes;
mod office_notes;

/// The names a page proves by itself, as they stand in the text.
fn seen(text: &str) -> Vec<String> {
    let folded = Folded::new(text);
    let page = Page::new(&folded);
    let chars: Vec<char> = text.chars().collect();
    let piece = |m: &Mention| {
        let range = folded.chars(page.bytes(&m.words));
        chars[range.start as usize..range.end as usize].iter().collect()
    };
    mentions(&page).iter().map(piece).collect()
}

fn check(table: &[(&str, &[&str])]) {
    for (text, want) in table {
        assert_eq!(seen(text), *want, "in: {text}");
    }
}

#[test]
fn titles_alone_in_couples_and_in_chains() {
    check(&[
        ("We told Mr Okafor so.", &["Mr Okafor"]),
        ("We told Mr and Mrs Okafor so.", &["Mr and Mrs Okafor"]),
        ("We told Mr & Mrs Okafor so.", &["Mr & Mrs Okafor"]),
        ("We told Dr. Amara Okafor so.", &["Dr. Amara Okafor"]),
        ("PC 4512 Dunmore came.", &["PC 4512 Dunmore"]),
        ("We met Lady Marsh of Earlsferry today.", &["Lady Marsh of Earlsferry"]),
        ("mr hussain rang", &["mr hussain"]),
        ("The Mr and the Mrs.", &[]),
        ("Miss the bus and you wait.", &[]),
        ("Master Key Policy", &[]),
    ]);
}

#[test]
fn initials_with_a_surname_before_or_after() {
    check(&[
        ("It was A. Smith again.", &["A. Smith"]),
        ("It was J.R. Adeyemi again.", &["J.R. Adeyemi"]),
        ("It was AB Whitlock again.", &["AB Whitlock"]),
        ("It was Spencer J. Mellors again.", &["Spencer J. Mellors"]),
        ("See Section A. Tenancies end.", &[]),
        ("A letter. I Agree.", &[]),
        ("Write to P.O. Box 12.", &[]),
    ]);
}

#[test]
fn names_with_hyphens_particles_and_apostrophes_are_taken_whole() {
    check(&[
        ("It was Anna Kowalczyk-Price again.", &["Anna Kowalczyk-Price"]),
        ("It was Anne-Marie Walsh again.", &["Anne-Marie Walsh"]),
        ("It was Jan van der Berg again.", &["Jan van der Berg"]),
        ("It was Siobhán O’Connor again.", &["Siobhán O’Connor"]),
        ("Siobhán O’Connor’s dog barked.", &["Siobhán O’Connor"]),
        ("James's bicycle stood there.", &["James"]),
        ("The well-known follow-up of the check-in.", &[]),
    ]);
}

#[test]
fn surname_first_needs_capitals_or_two_lists() {
    check(&[
        ("HUSSAIN, Tariq", &["HUSSAIN, Tariq"]),
        ("Kowalczyk, Anna said so.", &["Kowalczyk, Anna"]),
        ("DUBOIS, Chloe Marie", &["DUBOIS, Chloe Marie"]),
        ("Preston, Lancashire", &[]),
        ("IMPORTANT, Please read", &[]),
    ]);
}

#[test]
fn capitals_throughout_are_names_only_by_the_lists() {
    check(&[
        ("TENANT: MARGARET KOWALCZYK", &["MARGARET KOWALCZYK"]),
        ("NOTICE SEEKING POSSESSION", &[]),
        ("HOUSING OMBUDSMAN SERVICE", &[]),
    ]);
}

#[test]
fn lists_of_names_are_taken_one_by_one() {
    check(&[
        ("Present: Ann Lee, Tariq Hussain and Chloe Dubois.", &["Ann Lee", "Tariq Hussain", "Chloe Dubois"]),
        ("We asked Margaret, Imran and Siobhan.", &["Margaret", "Imran", "Siobhan"]),
        ("Leeds, Preston and Wigan.", &[]),
        ("Monday, Tuesday and Friday.", &[]),
    ]);
}

#[test]
fn a_cell_of_a_table_ends_a_name() {
    check(&[
        ("Tariq Hussain\tWater\t12 May", &["Tariq Hussain"]),
        ("Margaret\tKowalczyk", &["Margaret", "Kowalczyk"]),
    ]);
}

#[test]
fn cues_take_names_that_no_list_knows() {
    check(&[
        ("My neighbour Zbrivko shouts.", &["Zbrivko"]),
        ("She spoke to Qadwezi about it.", &["Qadwezi"]),
        ("Tenant: Zbrivko", &["Zbrivko"]),
        ("My neighbour Council shouts.", &[]),
        ("She spoke to Housing about it.", &[]),
    ]);
}

#[test]
fn letters_name_people_at_their_start_and_end() {
    check(&[
        ("Dear Oluwaseun,\nthank you.", &["Oluwaseun"]),
        ("Yours sincerely\n\nPriya Raman\nHousing Officer", &["Priya Raman"]),
        ("Dear Sir or Madam,\nthank you.", &[]),
        ("Kind regards\n\nHousing Team", &[]),
    ]);
}

#[test]
fn words_with_a_capital_are_no_people() {
    check(&[
        ("The Housing Act and the Care Act.", &[]),
        ("Grace periods end in May.", &[]),
        ("Victoria Road, Oxford Street and Park Lane.", &[]),
        ("The Smith Street Surgery is shut.", &[]),
        ("Microsoft Teams and Adobe Reader.", &[]),
    ]);
}

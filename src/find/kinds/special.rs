//! Special category and criminal-offence data: UK GDPR Art 9(1) and 10, safeguarding beside them. Only
//! marked for a person to look at, never proposed for removal: `passage` says whom it seems to be
//! about. It reads words, not meaning; a word that is also a name ("Gay", "Christian") needs company.

use super::scan::{Pattern, pattern};
use super::{Hit, Kind, Source, Tier};

/// The reason of a passage about health, which asks for a health professional's opinion (DPA 2018
/// Sch 3 para 6) when it is about the data subject.
pub(crate) const HEALTH: &str = "may be health data";

pub(super) fn find(source: &Source, out: &mut Vec<Hit>) {
    for (reason, words) in classes() {
        for m in words.find_iter(source.text) {
            out.push(Hit::new(Kind::Special, m.range(), Tier::Check, reason));
        }
    }
}

/// Each kind of data with the words that tell of it.
fn classes() -> [(&'static str, &'static Pattern); 7] {
    [
        (HEALTH, health()),
        ("may be data about ethnic origin or nationality", origin()),
        ("may be data about religion or belief", belief()),
        ("may be data about sexual life or orientation", sexuality()),
        ("may be data about offences or proceedings", offences()),
        ("may be safeguarding matter", safeguarding()),
        ("may be data about trade-union membership or politics", union()),
    ]
}

fn health() -> &'static Pattern {
    pattern!(
        r"(?x)(?-u:\b)(?:depress(?:ion|ed|ive)|anxiety|panic\sattacks?|ptsd|schizophreni[ac]|bipolar|psycho(?:sis|tic)|psychiatr(?:ic|ist|y)|autis(?:m|tic)|asperger'?s?|adhd
        |dementia|alzheimer'?s?|parkinson'?s|cancer|chemotherapy|leukaemia|tumours?|hiv|hepatitis|tuberculosis|diabet(?:es|ic)|epilep(?:sy|tic)|asthma(?:tic)?|copd|arthritis|fibromyalgia
        |multiple\ssclerosis|sickle\scell|(?:heart|kidney|liver|lung)\s(?:attack|condition|disease|failure|transplant)|(?:had|suffered)\sa\sstroke|seizures?|pregnan(?:t|cy)|miscarriage|abortion
        |disab(?:led|ility|ilities)|wheelchair|bed-?bound|housebound|registered\sblind|partially\ssighted|hard\sof\shearing|hearing\sloss|learning\s(?:difficult(?:y|ies)|disabilit(?:y|ies))
        |mental(?:ly)?\s(?:health|ill|illness)|self[\s-]harm(?:s|ed|ing)?|suicid(?:e|al)|overdosed?|diagnos(?:is|ed|es)|medication|antidepressants?|insulin|methadone|prescri(?:bed|ption)
        |sectioned\sunder|mental\shealth\sact|hospitali[sz]ed|(?:in|to|into|from)\shospital|surgery\son|sick(?:ness)?\s(?:leave|absence|note)|off\ssick|fit\snote|alcoholi(?:c|cs|sm)|drink(?:ing)?\sproblem
        |(?:drug|substance|alcohol)\s(?:use|misuse|abuse|addict(?:ion)?|dependen(?:t|cy))|addict(?:ed|ion)|rehab|detox|eating\sdisorder|anorexi[ac]|bulimi[ac]|counselling|terminal(?:ly)?\sill(?:ness)?)(?-u:\b)"
    )
}

fn origin() -> &'static Pattern {
    pattern!(
        r"(?x)(?-u:\b)(?:ethnic(?:ity|\sorigin|\sminority|\sgroup)?|racial(?:ly)?|racis[mt]|immigration\sstatus|asylum|refugees?|leave\sto\sremain|nationality|skin\scolour
        |(?:black|white|asian|african|caribbean|indian|pakistani|bangladeshi|chinese|arab|irish|polish|romanian|somali|nigerian|jamaican|roma|romany|gypsy|traveller)
        \s(?:british|man|woman|men|women|male|female|boy|girl|famil(?:y|ies)|couple|people|lad|lady|origin|descent|heritage|background|community|tenants?|neighbours?)
        |(?:of|is)\s(?:african|asian|caribbean|indian|pakistani|bangladeshi|mixed|jewish|romany|traveller)(?:\s(?:origin|descent|heritage|background|race))?)(?-u:\b)"
    )
}

fn belief() -> &'static Pattern {
    pattern!(
        r"(?-u:\b)(?:religio(?:n|us)|muslims?|islam(?:ic)?|roman\scatholic|catholics?|protestants?|jewish|hindus?|sikhs?|buddhists?|jehovah's\switness(?:es)?|atheists?|(?:a|an|is|are|as|practising|devout|born-again)\schristians?|mosque|synagogue|gurdwara|ramadan|halal|kosher|prays?|place\sof\sworship)(?-u:\b)"
    )
}

fn sexuality() -> &'static Pattern {
    pattern!(
        r"(?-u:\b)(?:(?:is|was|are|being|as|openly|a)\sgay|gay\s(?:man|men|couple|people|partner|relationship)|lesbians?|bisexual|homosexual(?:s|ity)?|heterosexual|transgender|transsexual|trans\s(?:man|woman|person)|sexual(?:ity|\sorientation)|sex\slife|gender\s(?:identity|reassignment|dysphoria)|same[\s-]sex|non-binary)(?-u:\b)"
    )
}

fn offences() -> &'static Pattern {
    pattern!(
        r"(?x)(?-u:\b)(?:convict(?:ed|ion|ions)|arrest(?:ed)?|police\scaution|cautioned|charged\swith|on\sbail|bailed|bail\sconditions|prison|imprison(?:ed|ment)|in\scustody|remand(?:ed)?|probation|on\slicence|sentenced
        |criminal\s(?:record|offence|conviction|damage|charges?)|offend(?:er|ers|ing)|sex\soffen[cd]er?|restraining\sorder|non-molestation|drug\sdeal(?:er|ers|ing)|cannabis|cocaine|heroin
        |assault(?:ed|ing)?|burglary|theft|shoplifting|stabb(?:ed|ing)|rape[d]?|dbs\scheck|search\swarrant|tagged\sby|harassment\swarning|fraud(?:ulent)?)(?-u:\b)"
    )
}

fn safeguarding() -> &'static Pattern {
    pattern!(
        r"(?x)(?-u:\b)(?:safeguarding|child\sprotection|social\s(?:services|workers?|care)|child(?:ren)?\sin\sneed|section\s47|marac|domestic\s(?:abuse|violence)|neglect(?:ed|ing)?|abused|abusive\s(?:partner|relationship)
        |(?:at\s)?risk\sof\s(?:serious\s)?harm|adults?\sat\srisk|vulnerable\sadults?|modern\sslavery|trafficked|forced\smarriage|fgm|honour[\s-]based|care\sproceedings|(?:taken|placed|put)\sin(?:to)?\s(?:foster\s)?care|looked[\s-]after\schild|foster\s(?:care|carer|child)|coercive\scontrol|women's\srefuge|cuckoo(?:ed|ing))(?-u:\b)"
    )
}

fn union() -> &'static Pattern {
    pattern!(
        r"(?-u:\b)(?:trades?\sunions?|union\s(?:member(?:ship)?|rep(?:resentative)?|subs|official)|unison\s(?:member|rep)|shop\ssteward|industrial\saction|on\sstrike|political\s(?:opinions?|views?)|member\sof\sthe\s(?:labour|conservative|green)\sparty)(?-u:\b)"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sensitive_words_are_marked() {
        super::super::check(
            find,
            &[
                ("He has depression and was arrested.", &["depression", "arrested"]),
                ("she is a Christian, he is gay", &["a Christian", "is gay"]),
                ("The boiler rests. Christian Gay rang Mr Bishop of Church Street.", &[]),
                ("Prisoner Lane, Black Lane, a white door, the Union Street roof", &[]),
            ],
        );
    }

    #[test]
    fn every_class_has_a_reason_of_its_own() {
        for (text, want) in [
            ("her asthma", HEALTH),
            ("a Somali family", "may be data about ethnic origin or nationality"),
            ("goes to the mosque", "may be data about religion or belief"),
            ("a same-sex couple", "may be data about sexual life or orientation"),
            ("was in prison", "may be data about offences or proceedings"),
            ("child protection plan", "may be safeguarding matter"),
            ("his union rep", "may be data about trade-union membership or politics"),
        ] {
            let folded = crate::find::fold::Folded::new(text);
            let hits = super::super::hits(&folded, &[], true);
            let reasons: Vec<&str> =
                hits.iter().filter(|h| h.kind == Kind::Special).map(|h| h.reason).collect();
            assert_eq!(reasons, [want], "{text}");
        }
    }
}

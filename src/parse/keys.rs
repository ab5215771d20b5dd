//! The keys of postings: every spelling that means the same fact.
//! Case, `_`, `-` and blanks do not matter: `applyUrl`, `apply-url` and `Apply URL` are one key.

use crate::diagnostic::nearest;

macro_rules! keys {
    ($($name:ident $canonical:literal [$($alias:literal)*],)*) => {
        /// A fact of a posting that a field may state.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Key { $($name,)* }

        impl Key {
            /// The word for it in front matter.
            pub(super) fn canonical(self) -> &'static str {
                match self { $(Key::$name => $canonical,)* }
            }

            /// All of them.
            pub(super) const ALL: &[Key] = &[$(Key::$name,)*];

            fn of_flat(flat: &str) -> Option<Key> {
                match flat { $($($alias)|* => Some(Key::$name),)* _ => None }
            }

            /// Every spelling, flat, with its key.
            const SPELLINGS: &[(&str, Key)] = &[$($(($alias, Key::$name),)*)*];
        }
    };
}

keys! {
    Title "title" ["title" "jobtitle" "position" "name"],
    Company "company" ["company" "companyname" "employer" "organization" "organisation" "hiringorganization"
        "employername" "empresa"],
    CompanyUrl "company_url" ["companyurl" "companywebsite" "website" "companysite" "companyhomepage" "employerurl"],
    CompanyLogo "company_logo" ["companylogo" "logourl" "logo" "companylogourl"],
    DatePosted "date_posted" ["dateposted" "posted" "date" "posteddate" "postedat" "timestamp" "publishedat"
        "createdat" "publishdate" "pubdate" "postedon" "publishedon" "published" "datepublished" "addedat"],
    DateUpdated "date_updated" ["dateupdated" "updated" "updatedat" "lastmod" "datemodified" "modified" "updatedon"
        "lastupdated"],
    ValidThrough "valid_through" ["validthrough" "expires" "expirydate" "expiresat" "deadline" "closingdate"
        "expirationdate" "validuntil" "closesat" "closeat" "closes" "applyby" "expireson" "applicationdeadline"],
    Location "location" ["location" "locations" "place" "joblocation" "office" "offices"],
    City "city" ["city" "workplacecity" "town"],
    Subdivision "subdivision" ["subdivision" "state" "province" "addressregion"],
    Country "country" ["country" "countrycode" "addresscountry"],
    Remote "remote" ["remote" "workplacetype" "telecommuting" "isremote" "joblocationtype" "remotepolicy" "workplace"
        "workmode"],
    ApplicantLocations "applicant_locations" ["applicantlocations" "applicantlocationrequirements" "applicantcountries"
        "remotecountries"],
    EmploymentType "employment_type" ["employmenttype" "type" "jobtype" "commitment" "employment" "contract"
        "contracttype" "schedule"],
    Salary "salary" ["salary" "salaryrange" "compensation" "basesalary" "pay" "salarytext"],
    SalaryMin "salary_min" ["salarymin" "minsalary" "salaryfrom"],
    SalaryMax "salary_max" ["salarymax" "maxsalary" "salaryto"],
    SalaryCurrency "salary_currency" ["salarycurrency" "currency"],
    SalaryUnit "salary_unit" ["salaryunit" "salaryperiod" "salaryinterval" "payperiod"],
    Tags "tags" ["tags" "hashtags" "skills" "technologies" "keywords" "tag" "stack" "techstack"],
    Category "category" ["category" "categories" "department" "occupationalcategory" "team"],
    Seniority "seniority" ["seniority" "level" "experiencelevel" "senioritylevel" "nivel"],
    Language "language" ["language" "lang" "inlanguage" "locale"],
    Apply "apply" ["apply" "applyurl" "applylink" "applicationurl" "applicationlink" "howtoapply" "applyat"],
    ApplyEmail "apply_email" ["applyemail" "email" "contactemail" "applicationemail"],
    SourceUrl "source_url" ["sourceurl" "url" "link" "joburl" "hostedurl" "absoluteurl"],
    SourceSite "source" ["source" "host" "sourcesite" "sourcename" "via"],
    Status "status" ["status"],
    Active "active" ["active" "open" "isopen" "isactive" "islisted"],
    Archived "archived" ["archived" "filled" "closed" "expired" "isclosed" "isarchived" "isfilled"],
    Draft "draft" ["draft" "isdraft"],
    Featured "featured" ["featured" "isfeatured" "sticky" "pinned" "featureduntil"],
    Id "id" ["id" "jobid" "requisitionid" "referencenumber" "reference" "ref" "identifier" "shortcode" "refnumber"],
    Slug "slug" ["slug"],
    Aliases "aliases" ["aliases" "redirectfrom" "alias" "redirects"],
    Summary "summary" ["summary" "excerpt" "teaser" "metadescription"],
    Description "description" ["description" "body" "content" "jobdescription"],
    BodyFormat "body_format" ["bodyformat"],
}

/// A key without case, blanks and joiners.
fn flat(key: &str) -> String {
    key.chars().filter(|c| !matches!(c, '_' | '-' | ' ')).flat_map(char::to_lowercase).collect()
}

impl Key {
    /// Every spelling of the key, without case, blanks and joiners.
    pub(super) fn spellings(self) -> impl Iterator<Item = &'static str> {
        Key::SPELLINGS.iter().filter(move |(_, key)| *key == self).map(|(spelling, _)| *spelling)
    }

    /// The fact that a key means.
    pub(super) fn of(written: &str) -> Option<Key> {
        Key::of_flat(written).or_else(|| (written.len() <= 40).then(|| Key::of_flat(&flat(written))).flatten())
    }

    /// The known key that an unknown one is a slip of.
    pub(super) fn near(written: &str) -> Option<Key> {
        if written.len() > 40 {
            return None;
        }
        let flat = flat(written);
        let letters = flat.chars().fold(0, |set, letter| set | 1 << (letter as u32 & 63));
        // A change of one letter turns two bits of the set at most; boards have keys of their own in every posting.
        let most = 2 * (flat.len() / 4).max(1) as u32;
        let known = Key::SPELLINGS.iter().zip(&LETTERS).filter(|(_, set)| (**set ^ letters).count_ones() <= most);
        let known = known.map(|((spelling, _), _)| *spelling);
        let near = nearest(&flat, known.filter(|word| word.len() > 4 || is_swap(word, &flat)))?;
        (flat.len() > 4 || is_swap(near, &flat)).then(|| Key::of_flat(near)).flatten()
    }
}

/// The letters of every spelling.
const LETTERS: [u64; Key::SPELLINGS.len()] = {
    let mut sets = [0; Key::SPELLINGS.len()];
    let mut at = 0;
    while at < sets.len() {
        sets[at] = letters(Key::SPELLINGS[at].0.as_bytes());
        at += 1;
    }
    sets
};

/// The set of the bytes of a word; some share a bit.
const fn letters(word: &[u8]) -> u64 {
    let mut set = 0;
    let mut at = 0;
    while at < word.len() {
        set |= 1 << (word[at] & 63);
        at += 1;
    }
    set
}

/// Of short words only those with the same letters are slips: `rate` is not a `date`.
fn is_swap(known: &str, written: &str) -> bool {
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    sorted(known) == sorted(written)
}

#[cfg(test)]
mod tests {
    use super::Key;

    #[test]
    fn spellings_of_a_key_are_one() {
        for written in ["applyUrl", "apply_url", "apply-url", "Apply URL", "application_url"] {
            assert_eq!(Key::of(written), Some(Key::Apply), "{written}");
        }
        assert_eq!(Key::of("sponsorship"), None);
    }

    #[test]
    fn a_slip_is_near_a_key_and_a_new_word_is_not() {
        assert_eq!(Key::near("compnyName"), Some(Key::Company));
        assert_eq!(Key::near("tgas"), Some(Key::Tags));
        assert_eq!(Key::near("salry"), Some(Key::Salary));
        for word in ["rate", "terms", "season", "sponsorship", "summaryBackup", "layout", "nav", "weight"] {
            assert_eq!(Key::near(word), None, "{word}");
        }
    }
}

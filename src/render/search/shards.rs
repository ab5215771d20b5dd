//! Which file a word is in. The borders are fixed, so that no word moves when others come; they share out the words
//! of job postings about evenly.

use crate::plan::Shards;

/// First letters of the words of the second file and of those behind it, for 256 files.
const CUTS: &str = "abl abu ace acu ade afi ain alm amc anc ane anz apr apt aqn arg aru ast atm aux b bad bat bed bem \
    bet blo bpe bud bul but cad cao cas ces che ciu clm clp com con coo cop cor cos cot cou cov cow cox cp1 cpy cri \
    cum cut dar db def dem deq det deu dew dex dij dit diy dod dro dys ecr efg emr ems ene enh eni ent enz er eus evi \
    exe ext ey eye fae feb fet fis flu fos fou fri ful fur gea gew glu grc grp gul hat hax hem hik hon hra hud idf \
    imo ims ina ind ine ing ino int inv inw ipt ita jeo jok k5z ko lap laz leb lee lia lin lla lok lor maj mal map \
    mas mba meg mes mim mju moo mot mut neg new noe npi ofa ofr onb opg ops ora ori oti out ovh pad pas pat pef pes \
    phd plc ple pom pot prd pri pro prr prs pru prz ps ps4 pus que r12 rau reb red rei rem ren reo rer ret reu rew \
    rom rus sam scc sco sed sen ses sex sho sin skl sof som son spb spu std ste stp stu sud sun sur sz1 tam teb ted \
    tee tet the thi tho thr thu tin toa top trd trk tys une unk uru usf uxu vas ves vit wat wed wen whi why wir wix \
    wou wow wro yel yoy";

/// First words of all files for words in Latin letters but the first, which begins with the lowest.
pub(super) fn cuts(shards: Shards) -> Vec<&'static str> {
    let all: Vec<&str> = CUTS.split_whitespace().collect();
    let files = shards.latin.max(1) as usize;
    (1..files).filter_map(|file| all.get(file * 256 / files - 1).copied()).collect()
}

/// The file of a word.
pub(super) fn shard(word: &str, cuts: &[&str], shards: Shards) -> usize {
    match word.chars().next() {
        Some(first) if !first.is_ascii() && shards.other > 0 => {
            (shards.latin + u32::from(first) % shards.other) as usize
        }
        Some(first) if !first.is_ascii() => cuts.len(),
        _ => cuts.partition_point(|cut| *cut <= word),
    }
}

#[cfg(test)]
mod tests {
    use super::{cuts, shard};
    use crate::plan::Shards;

    #[test]
    fn every_number_of_files_has_its_borders() {
        for latin in [1, 2, 4, 64, 256] {
            let cuts = cuts(Shards { latin, other: 0 });
            assert_eq!(cuts.len() + 1, latin as usize);
            assert!(cuts.is_sorted());
        }
    }

    #[test]
    fn words_lie_between_their_borders() {
        let shards = Shards { latin: 4, other: 2 };
        let cuts = cuts(shards);
        let of = |word| shard(word, &cuts, shards);
        assert_eq!((of("1st"), of("zoo")), (0, 3));
        assert_eq!(of(cuts[1]), 2);
        assert!(of("печь") >= 4 && of("печь") < 6);
        assert_eq!(shard("печь", &cuts, Shards { latin: 4, other: 0 }), 3);
    }
}

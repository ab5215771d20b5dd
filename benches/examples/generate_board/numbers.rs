//! Numbers by chance that are the same on every machine (SplitMix64).

/// A small generator of numbers.
pub struct Numbers(u64);

impl Numbers {
    /// The generator, at its beginning.
    pub fn new() -> Numbers {
        Numbers(20_261_121)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below the bound.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    /// True in so many of a hundred cases.
    pub fn in_hundred(&mut self, cases: u64) -> bool {
        self.below(100) < cases
    }

    /// One of several words.
    pub fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[usize::try_from(self.below(words.len() as u64)).unwrap()]
    }

    /// A number below the bound of which small ones are frequent, as ranks of names are (Zipf with exponent one).
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    pub fn rank(&mut self, bound: u64) -> u64 {
        let rank = ((bound as f64).powf(self.fraction()) - 1.0) as u64;
        rank.min(bound - 1)
    }

    /// A length around `middle` as lengths of texts are spread: half of them between 3/4 and 4/3 of it.
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    pub fn length(&mut self, middle: u64) -> u64 {
        // The sum of twelve even chances is as good as a normal distribution of deviation one.
        let normal = (0..12).map(|_| self.fraction()).sum::<f64>() - 6.0;
        (middle as f64 * (0.42 * normal).exp()) as u64
    }

    #[allow(clippy::cast_precision_loss)]
    fn fraction(&mut self) -> f64 {
        self.below(1 << 53) as f64 / (1_u64 << 53) as f64
    }
}

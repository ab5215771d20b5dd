// Words as the index knows them (src/parse/terms/mod.rs says the same in Rust; tests/outside/search/words.json holds
// both to it), and how far two words are apart.

const UNSPACED = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u;
const PIECE = /(?<signs>[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]+)|(?<word>[\p{L}\p{N}]+(?:\+\+|#)?)|(?<hyphen>[-\u2010\u2011])|(?<gap>[^])/gu;

/** Small letters without marks: `Zürich` and `zurich` are the same. */
export const fold = (text) => text.replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, "").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\p{M}/gu, "").replaceAll("ß", "ss").replaceAll("ς", "σ");

const isWord = (word) => word.length > 0 && [...word].length <= 40 && !/^\d{9,}$/.test(word);

/** The words of a text; `c++` and `c#` are words, a compound of two is also one in one piece. */
export function words(text) {
  const found = [];
  let parts = [];
  let isOpen = false;
  const close = () => {
    const whole = parts.join("");
    if (parts.length === 2 && isOpen === false && !/\d/.test(whole) && [...whole].length <= 24) found.push(whole);
    parts = [];
    isOpen = false;
  };
  for (const { groups } of fold(text).matchAll(PIECE)) {
    if (groups.word) {
      let { word } = groups;
      // Letters of both kinds may stand side by side without a gap.
      for (const piece of split(word)) {
        if (piece.signs) {
          close();
          pairs(piece.signs, found);
          continue;
        }
        if (!isOpen) close();
        isOpen = false;
        if (isWord(piece.word)) found.push(piece.word);
        parts.push(piece.word);
        if (/[+#]$/.test(piece.word)) close();
      }
    } else if (groups.signs) {
      close();
      pairs(groups.signs, found);
    } else if (groups.hyphen && parts.length && !isOpen) {
      isOpen = true;
    } else {
      close();
    }
  }
  close();
  return found;
}

function* split(word) {
  let letters = "";
  let signs = "";
  for (const letter of word) {
    if (UNSPACED.test(letter)) {
      if (letters) yield { word: letters };
      [letters, signs] = ["", signs + letter];
    } else {
      if (signs) yield { signs };
      [signs, letters] = ["", letters + letter];
    }
  }
  if (letters) yield { word: letters };
  if (signs) yield { signs };
}

function pairs(text, found) {
  const signs = [...text];
  if (signs.length === 1) found.push(signs[0]);
  for (let at = 1; at < signs.length; at += 1) found.push(signs[at - 1] + signs[at]);
}

/** Letters added, left out, changed or changed places between two words, or `most + 1` when there are more. */
export function distance(left, right, most) {
  if (Math.abs(left.length - right.length) > most) return most + 1;
  let [older, before, now] = [[], [], Array.from({ length: right.length + 1 }, (_, at) => at)];
  for (let row = 1; row <= left.length; row += 1) {
    [older, before, now] = [before, now, [row]];
    let least = row;
    for (let at = 1; at <= right.length; at += 1) {
      const same = left[row - 1] === right[at - 1];
      let best = Math.min(before[at] + 1, now[at - 1] + 1, before[at - 1] + (same ? 0 : 1));
      if (row > 1 && at > 1 && left[row - 1] === right[at - 2] && left[row - 2] === right[at - 1]) best = Math.min(best, older[at - 2] + 1);
      now.push(best);
      least = Math.min(least, best);
    }
    if (least > most) return most + 1;
  }
  return now[right.length];
}

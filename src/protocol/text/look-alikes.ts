/** Tables of characters that readers take for a Latin letter, a digit or another form of one letter. */

/** Letters of other scripts and Latin small capitals that look like a Latin letter. */
export const LOOK_ALIKES = new Map(
  Object.entries({
    ...{а: 'a', α: 'a', ɑ: 'a', в: 'b', ь: 'b', β: 'b', с: 'c', ϲ: 'c', ԁ: 'd', е: 'e', ε: 'e', э: 'e', ғ: 'f'},
    ...{ɡ: 'g', н: 'h', һ: 'h', і: 'i', ι: 'i', ı: 'i', l: 'i', ӏ: 'i', ј: 'j', к: 'k', κ: 'k', м: 'm', п: 'n'},
    ...{η: 'n', о: 'o', ο: 'o', σ: 'o', ө: 'o', ø: 'o', р: 'p', ρ: 'p', ԛ: 'q', г: 'r', ѕ: 's', т: 't', τ: 't'},
    ...{υ: 'u', μ: 'u', ν: 'v', ѵ: 'v', ԝ: 'w', ω: 'w', х: 'x', χ: 'x', у: 'y', γ: 'y'},
    // Latin small capitals.
    ...{ᴀ: 'a', ʙ: 'b', ᴄ: 'c', ᴅ: 'd', ᴇ: 'e', ꜰ: 'f', ɢ: 'g', ʜ: 'h', ɪ: 'i', ᴊ: 'j', ᴋ: 'k', ʟ: 'i', ᴍ: 'm', ɴ: 'n'},
    ...{ᴏ: 'o', ᴘ: 'p', ꞯ: 'q', ʀ: 'r', ꜱ: 's', ᴛ: 't', ᴜ: 'u', ᴠ: 'v', ᴡ: 'w', ʏ: 'y', ᴢ: 'z'},
    // Ligatures, and letters with a stroke, a hook or a tail. NFKD does not decompose them.
    ...{ⱥ: 'a', ƀ: 'b', ɓ: 'b', ȼ: 'c', đ: 'd', ð: 'd', ɖ: 'd', ɗ: 'd', ɇ: 'e', ƒ: 'f', ǥ: 'g', ɠ: 'g', ħ: 'h', ɨ: 'i'},
    ...{ɉ: 'j', ƙ: 'k', ł: 'i', ƚ: 'i', ɱ: 'm', ɲ: 'n', ŋ: 'n', ᵽ: 'p', ƥ: 'p', ɍ: 'r', ʂ: 's', ŧ: 't', ⱦ: 't', ƭ: 't'},
    ...{ʉ: 'u', ʋ: 'v', ɏ: 'y', ƴ: 'y', ƶ: 'z', ʐ: 'z', æ: 'ae', œ: 'oe'},
    // Variants of one Arabic letter on Arabic, Persian and Urdu keyboards, and the final forms of Hebrew letters.
    ...{ک: 'ك', ی: 'ي', ى: 'ي', ے: 'ي', ة: 'ه', ہ: 'ه', ھ: 'ه', ך: 'כ', ם: 'מ', ן: 'נ', ף: 'פ', ץ: 'צ'},
  }),
);

/**
 * Letters and digits in circles, squares and flags that NFKD does not decompose. Each entry is a range: its first code
 * point, its length, and the letter or digit that the first one shows. `exact` does not decode them: it keeps all
 * pictures.
 */
export const ENCLOSED = [
  [0x1f150, 26, 'a'],
  [0x1f170, 26, 'a'],
  [0x1f1e6, 26, 'a'],
  [0x24f5, 9, '1'],
  [0x2776, 9, '1'],
  [0x2780, 9, '1'],
  [0x278a, 9, '1'],
] as const;

/** Signs that replace a letter next to other letters. Elsewhere they are ordinary digits and signs, as in a price. */
export const WRITTEN_AS = new Map(
  Object.entries({0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's', '!': 'i', '|': 'i'}),
);

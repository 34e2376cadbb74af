#pragma once

#include <string>
#include <string_view>

namespace dostyq::i18n {

/// A text as searching sees it: words in lower case (Unicode NFKC case folding), one space between
/// them, no punctuation; ё is е; letters that look alike in Latin and Cyrillic are one letter, so
/// that "ХХХІІІ" typed with Cyrillic letters is "xxxiii". Letters of Kazakh alone (ә ғ қ ң ө ұ ү һ)
/// stay what they are. Both the text and what is looked for must be folded. Linear.
std::string fold_for_search(std::string_view text);

/// The value of a Roman number in folded letters ("xxxiii" is 33); 0 when it is none.
int roman_value(std::string_view folded_word);

}  // namespace dostyq::i18n

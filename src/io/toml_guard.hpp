#pragma once

#include <string_view>

namespace dostyq::io {

/// What makes a text unfit for toml++, which reads and destroys nested tables by recursion and,
/// in 3.3, does not bound the length of dotted keys. Both limits are far beyond what a person
/// writes.
enum class Unfit { kNo, kTooLarge, kTooDeep };

/// One pass, no allocation.
Unfit unfit(std::string_view toml);

}  // namespace dostyq::io

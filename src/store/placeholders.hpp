#pragma once

#include <string>
#include <string_view>

namespace dostyq::store {

/// ? ? ? becomes $1 $2 $3, but not inside '…', "…" and comments.
std::string numbered(std::string_view sql);

}  // namespace dostyq::store

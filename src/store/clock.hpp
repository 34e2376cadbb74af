#pragma once

#include <string>

namespace dostyq::store {

/// The moment as the system's clock says: 2026-11-27T15:04:05.123Z. Sorts as text.
std::string utc_now();

}  // namespace dostyq::store

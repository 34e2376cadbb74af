#pragma once

#include <string>
#include <string_view>

#include "base/date.hpp"

namespace dostyq::i18n {

/// The local day of a moment ("2026-11-27T20:10:00.000Z") in a zone ("Asia/Almaty"); a zone that
/// ICU does not know is UTC.
Date day_in_zone(std::string_view utc, const std::string& zone);
/// The moment at which a local day begins, as "2026-11-26T19:00:00.000Z".
std::string begin_of_day(Date day, const std::string& zone);

}  // namespace dostyq::i18n

#pragma once

#include "world/tables.hpp"

namespace dostyq::world {

/// That the published figures agree with one another: groups with people, statistical areas with
/// control totals, districts and places with statistical areas. A check whose tables have rows with
/// problems is left out: it could only repeat them.
void check_figures(const Programme& programme, const Tables& tables, const ConfigReading& config,
                   bool areas_sound, Problems& problems);

}  // namespace dostyq::world

#pragma once

#include <vector>

#include "report/build.hpp"

namespace dostyq::report {

/// What the reader must know before believing the figures: what is modelled, demo, unverified,
/// ours; how robust the plan is.
std::vector<Note> notes(const BuildInput& input);

}  // namespace dostyq::report

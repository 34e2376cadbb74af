#pragma once

#include "directive/evaluate.hpp"

// The leaves of the evaluator: one form at the end of one day, in one area.
namespace dostyq::directive {

Finding evaluate_count(const Count& count, const world::World& world, const world::Territory& area,
                       Date day);
Finding evaluate_reach(const Reach& reach, const world::World& world, const world::Territory& area,
                       Date day);

/// Facts of `count` that hold at the end of `day` in `area`.
std::vector<const world::Fact*> matching(const Count& count, const world::World& world,
                                         const world::Territory& area, Date day);

/// An evidence requirement is a count of the register `evidence`.
Count as_count(const Evidence& evidence);

}  // namespace dostyq::directive

#pragma once

#include <vector>

#include "directive/evaluate.hpp"

// Three-valued conjunction and disjunction of findings (Kleene), with what they rest on.
namespace dostyq::directive {

/// True when all are; false when any is (pending when all false ones are); else unknown. Witness:
/// of the parts that decide.
Finding conjunction(std::vector<Finding> parts);
/// True when any is; unknown when any is; else false (pending when any is).
Finding disjunction(std::vector<Finding> parts);
/// Adds what `part` rests on to `whole`: confidence, sources, facts.
void rest_on(Finding& whole, const Finding& part);
void rest_on(Finding& whole, const world::Provenance& provenance);
/// Sorts and makes unique.
void tidy(Finding& finding);

}  // namespace dostyq::directive

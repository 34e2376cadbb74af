#pragma once

#include <optional>
#include <string>

#include "directive/ast.hpp"
#include "directive/evaluate.hpp"
#include "world/world.hpp"

// A second evaluator, written from docs/directives.md and DESIGN section 1 alone: it looks at every
// day, every fact and every way in which unknown people may belong to a group, and shares no code
// with src/directive/evaluate*. Only for small programmes.
namespace dostyq::trial {

struct NaiveFinding {
  directive::Truth truth = directive::Truth::kUnknown;
  bool pending = false;
  int64_t shortfall = 0;
};

/// Nothing when an area set is empty or of an unknown edition: an error.
std::optional<NaiveFinding> naive_evaluate(const directive::Requirement& requirement,
                                           const world::World& world,
                                           const directive::EvaluationTime& time);

/// The verdict by the table at the end of docs/directives.md.
std::optional<directive::Status> naive_judge(const directive::Directive& order,
                                             const world::World& reality,
                                             const world::World* adopted, Date as_of);

/// What a plan comes to: everything up to the end of the last phase has happened.
std::optional<NaiveFinding> naive_check(const directive::Directive& order,
                                        const world::World& with_plan);

}  // namespace dostyq::trial

#pragma once

#include "directive/ast.hpp"

namespace dostyq::directive {

/// Calls `visit` with every requirement of the trees, each before what it holds.
template <typename Visit>
void walk(const Requirements& requirements, const Visit& visit) {
  for (const Requirement& requirement : requirements) {
    visit(requirement);
    if (const auto* every = std::get_if<ForEvery>(&requirement.form)) walk(every->then, visit);
    if (const auto* roll_out = std::get_if<RollOut>(&requirement.form)) walk(roll_out->then, visit);
    if (const auto* all = std::get_if<AllOf>(&requirement.form)) walk(all->parts, visit);
    if (const auto* any = std::get_if<AnyOf>(&requirement.form)) walk(any->parts, visit);
  }
}

}  // namespace dostyq::directive

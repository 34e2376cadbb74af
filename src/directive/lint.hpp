#pragma once

#include <string>
#include <vector>

#include "directive/ast.hpp"
#include "i18n/phrase.hpp"
#include "world/programme.hpp"

namespace dostyq::directive {

/// What an order lacks to be an order: a concrete result, a realistic term, a body and resources.
/// Never invents one: it asks.
struct Flag {
  std::string directive;
  i18n::Phrase phrase;  ///< what is missing, and the question to answer
};

/// Flags: no issuer, no body, no number (open words, or no requirement), no date (stated / only
/// interpreted), no resources (nothing in the programme can carry it out), no interpretation, term
/// before the order's date, due date outside the phases. In the order of the directives.
std::vector<Flag> lint(const std::vector<Directive>& directives, const world::Programme& programme);

}  // namespace dostyq::directive

#pragma once

#include <array>
#include <string_view>

#include "directive/ast.hpp"

namespace dostyq::directive {

// In the order of the enumerations of ast.hpp; also the ends of message keys ("force.binding",
// "modality.ordered").
inline constexpr std::array<std::string_view, 3> kForceNames{"binding", "preferred", "watched"};
inline constexpr std::array<std::string_view, 4> kModalityNames{"ordered", "required", "supported",
                                                                "described"};
inline constexpr std::array<std::string_view, 3> kComparisonNames{"at_least", "at_most", "exactly"};
inline constexpr std::array<std::string_view, 7> kFormNames{
    "count", "for_every", "reach", "roll_out", "evidence", "all_of", "any_of"};

constexpr std::string_view name(Force force) { return kForceNames[static_cast<size_t>(force)]; }
constexpr std::string_view name(Modality modality) {
  return kModalityNames[static_cast<size_t>(modality)];
}
constexpr std::string_view name(Comparison::Op op) {
  return kComparisonNames[static_cast<size_t>(op)];
}

}  // namespace dostyq::directive

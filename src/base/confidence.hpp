#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace dostyq {

/// How far a row can be trusted, strongest first (docs/programme.md).
enum class Confidence { kPublished, kTranscribed, kDerived, kModelled, kUnverified, kDemo };

inline constexpr std::array<std::string_view, 6> kConfidenceNames{
    "published", "transcribed", "derived", "modelled", "unverified", "demo"};

constexpr std::string_view name(Confidence confidence) {
  return kConfidenceNames[static_cast<size_t>(confidence)];
}

constexpr std::optional<Confidence> parse_confidence(std::string_view text) {
  for (size_t i = 0; i < kConfidenceNames.size(); ++i) {
    if (kConfidenceNames[i] == text) return static_cast<Confidence>(i);
  }
  return std::nullopt;
}

constexpr Confidence weakest(Confidence a, Confidence b) { return std::max(a, b); }

}  // namespace dostyq

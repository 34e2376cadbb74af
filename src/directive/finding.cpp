#include "directive/finding.hpp"

#include <algorithm>

namespace dostyq::directive {
namespace {

void sort_unique(std::vector<std::string>& names) {
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
}

void append(std::vector<std::string>& to, const std::vector<std::string>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

// The parts with the deciding truth say why; the others stay silent unless there are none.
void take_witness(Finding& whole, const std::vector<Finding>& parts) {
  for (const Finding& part : parts) {
    rest_on(whole, part);
    if (part.truth != whole.truth) continue;
    for (const i18n::Phrase& phrase : part.witness) {
      if (std::find(whole.witness.begin(), whole.witness.end(), phrase) == whole.witness.end()) {
        whole.witness.push_back(phrase);
      }
    }
    append(whole.missing_areas, part.missing_areas);
  }
  tidy(whole);
}

}  // namespace

void rest_on(Finding& whole, const world::Provenance& provenance) {
  whole.confidence = weakest(whole.confidence, provenance.confidence);
  // Many facts, few sources: what comes in a row is noted once; tidy() sees to the rest.
  if (whole.sources.empty() || whole.sources.back() != provenance.source)
    whole.sources.push_back(provenance.source);
}

void rest_on(Finding& whole, const Finding& part) {
  whole.confidence = weakest(whole.confidence, part.confidence);
  append(whole.sources, part.sources);
  append(whole.facts, part.facts);
}

void tidy(Finding& finding) {
  sort_unique(finding.sources);
  sort_unique(finding.facts);
  sort_unique(finding.missing_areas);
}

Finding conjunction(std::vector<Finding> parts) {
  if (parts.size() == 1) return std::move(parts.front());
  Finding whole;
  whole.truth = Truth::kTrue;
  bool all_false_pending = true;
  for (const Finding& part : parts) {
    whole.truth = std::min(whole.truth, part.truth);
    if (part.truth != Truth::kFalse) continue;
    all_false_pending = all_false_pending && part.pending;
    whole.shortfall += part.shortfall;
  }
  whole.pending = whole.truth == Truth::kFalse && all_false_pending;
  take_witness(whole, parts);
  return whole;
}

Finding disjunction(std::vector<Finding> parts) {
  if (parts.size() == 1) return std::move(parts.front());
  Finding whole;
  whole.truth = Truth::kFalse;
  for (const Finding& part : parts) {
    whole.truth = std::max(whole.truth, part.truth);
    whole.pending = whole.pending || part.pending;
    if (part.truth == Truth::kFalse && part.shortfall > 0) {
      whole.shortfall =
          whole.shortfall == 0 ? part.shortfall : std::min(whole.shortfall, part.shortfall);
    }
  }
  if (whole.truth != Truth::kFalse) {
    whole.pending = false;
    whole.shortfall = 0;
  }
  take_witness(whole, parts);
  return whole;
}

}  // namespace dostyq::directive

#include "world/area_names.hpp"

#include <array>
#include <string_view>

#include "world/words.hpp"

namespace dostyq::world {
namespace {

struct KindWord {
  std::string_view word;  ///< folded
  std::optional<AreaKind> kind;
};

/// Words for a kind of area in the three languages. A town may be an area of any kind.
constexpr std::array kKindWords{
    KindWord{"ауданы", AreaKind::kDistrict},
    KindWord{"аудан", AreaKind::kDistrict},
    KindWord{"район", AreaKind::kDistrict},
    KindWord{"district", AreaKind::kDistrict},
    KindWord{"облысы", AreaKind::kRegion},
    KindWord{"облыс", AreaKind::kRegion},
    KindWord{"область", AreaKind::kRegion},
    KindWord{"region", AreaKind::kRegion},
    KindWord{"oblast", AreaKind::kRegion},
    KindWord{"қаласы", std::nullopt},
    KindWord{"қала", std::nullopt},
    KindWord{"город", std::nullopt},
    KindWord{"city", std::nullopt},
    KindWord{"town", std::nullopt},
    KindWord{"of", std::nullopt},
};

/// "г.а." (a town's administration) and "г." or "қ." fold to single letters.
bool is_abbreviation(std::string_view word) { return word == "г" || word == "а" || word == "қ"; }

/// The folded name without the words for a kind; notes the kind they say.
std::string strip(std::string_view folded, std::optional<AreaKind>* kind) {
  std::string rest;
  while (!folded.empty()) {
    const size_t space = std::min(folded.find(' '), folded.size());
    const std::string_view word = folded.substr(0, space);
    folded.remove_prefix(std::min(space + 1, folded.size()));
    bool generic = is_abbreviation(word);
    for (const KindWord& known : kKindWords) {
      if (known.word != word) continue;
      generic = true;
      if (known.kind && kind != nullptr) *kind = known.kind;
    }
    if (generic) continue;
    if (!rest.empty()) rest += ' ';
    rest += word;
  }
  return rest;
}

}  // namespace

AreaName::AreaName(const std::string& written)
    : full_(fold_name(written)), short_(strip(full_, &kind_)) {}

AreaName::Match AreaName::match(const AreaVersion& area) const {
  if (full_.empty()) return Match::kNone;
  Match best = Match::kNone;
  for (const Language language : kLanguages) {
    const std::string name = fold_name(area.name.in(language));
    if (name == full_) return Match::kFull;
    const bool kind_fits = !kind_ || *kind_ == area.kind;
    if (kind_fits && !short_.empty() && strip(name, nullptr) == short_) best = Match::kShort;
  }
  return best;
}

}  // namespace dostyq::world

#pragma once

#include <string>
#include <vector>

#include "base/date.hpp"
#include "reading/lexicon.hpp"
#include "world/gazetteer.hpp"

namespace dostyq::reading {

/// An area that a text names.
struct PlaceMention {
  std::vector<std::string> ids;  ///< one; several when the text does not say which
  size_t begin = 0, end = 0;     ///< items, with the word for its kind when that stands beside it
  bool old_name = false;         ///< a name that it no longer had on the day
  bool tells_where = false;      ///< a region that only says where the district beside it lies
};

/// The names of a programme's areas in one language, found in any case form. A name that stands in
/// a list shares the list's word for the kind: "in Korday, Merki and Shu districts". A name alone
/// is a city's. Which of several areas of one name is meant is told by a region in the same
/// sentence.
class PlaceNames {
 public:
  /// Adds its words to the vocabulary. Keeps references.
  static Result<PlaceNames> make(const world::Programme& programme, Lexicon& lexicon);

  /// Sorted by begin. `day`: areas that ended before it stand for what took over from them.
  std::vector<PlaceMention> find(const Items& items, size_t begin, size_t end, Date day) const;

 private:
  enum class Kind : uint8_t { kNone, kCountry, kRegion, kDistrict, kCity, kSettlement };
  struct Entry {
    std::string id;
    Kind kind = Kind::kNone;
    bool kind_after = false;  ///< the gazetteer writes "Korday district", not "district of Sauran"
    Period period;
  };
  struct Hit {
    size_t begin = 0, end = 0;
    int name = 0;
    Kind said = Kind::kNone;
    bool said_before = false;
  };

  PlaceNames(const world::Programme& programme, const Lexicon& lexicon)
      : programme_(&programme), lexicon_(&lexicon) {}
  Result<void> add(const std::string& written, Entry entry, Lexicon& lexicon);
  Kind kind_at(const Items& items, size_t at, size_t end) const;
  std::vector<Hit> hits(const Items& items, size_t begin, size_t end) const;
  void spread_kinds(std::vector<Hit>& hits, const Items& items, size_t begin, size_t end) const;
  bool joined(const Items& items, size_t from, size_t to) const;
  std::vector<std::string> candidates(const Hit& hit, Date day, bool& old_name) const;

  const world::Programme* programme_;
  const Lexicon* lexicon_;
  PatternSet patterns_;
  std::vector<std::vector<Entry>> names_;
  std::unordered_map<std::string, int> by_words_;
};

}  // namespace dostyq::reading

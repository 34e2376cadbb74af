#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "portal/json_view.hpp"

namespace dostyq::portal {

/// A site as the map knows it: open, closed, on its way, or only intended.
struct SiteRow {
  std::string id, kind, region;
  std::string state;                 ///< planned, under_way, open, closed
  std::string stage;                 ///< "": only intended by the adopted plan so far
  size_t place = 0;                  ///< index into the programme's places
  bool is_house = false;             ///< serves in full
  std::vector<std::string> because;  ///< orders that need it
  std::string json;                  ///< MapSite, as every page gets it

  bool serves() const { return is_house && state == "open"; }
  Json view() const { return Json::parse(json); }
};

/// All sites of a snapshot on a day, by id, then those that are only intended. O(sites).
class SiteRows {
 public:
  /// `serving`: the kind or class that serves in full; `because`: orders by intended site.
  SiteRows(const registry::Snapshot& snapshot, Date today, const std::string& serving,
           const std::map<std::string, std::vector<std::string>>& because);

  const std::vector<SiteRow>& all() const { return rows_; }
  const SiteRow* find(const std::string& id) const;

 private:
  class Maker;
  std::vector<SiteRow> rows_;
  std::unordered_map<std::string, size_t> index_;
};

}  // namespace dostyq::portal

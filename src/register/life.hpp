#pragma once

#include <string>
#include <vector>

#include "register/register.hpp"

namespace dostyq::registry {

/// The next stage in the life of a site, with what it rests on.
struct StageStep {
  std::string site;   ///< id; a new one with the first stage
  std::string stage;  ///< proposed, approved, funded, under_construction, open, closed
  Date on;
  Cells cells;  ///< with the first stage: kind, place, name_kk, name_ru, name_en; with "open" also
                ///< lon, lat, address; always source, confidence
  std::string reason;
  std::vector<std::string> evidence;
};

/// Files the stage; opening puts the site among the sites, closing ends it there. Skipping a stage
/// is refused with the reason.
Submitted<Receipt> advance(Register& facts, const Actor& actor, const StageStep& step);

/// The source of what staff record without naming another: their own word.
inline const std::string kStaffSource = "register";
/// The row that makes it known; nothing when it is there.
std::optional<Change> staff_source(const Snapshot& snapshot);

/// The stage that a site is in on `day`; "" before the first. A site without stages is open while
/// its row says so.
std::string stage_on(const Snapshot& snapshot, const std::string& site, Date day);
/// The same where its stages are known already.
std::string stage_on(const Snapshot& snapshot, const std::string& site,
                     const std::vector<const Record*>& stages, Date day);

/// Ids of all sites, open, closed or on their way, sorted.
std::vector<std::string> all_sites(const Snapshot& snapshot);

}  // namespace dostyq::registry

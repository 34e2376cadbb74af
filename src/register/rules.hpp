#pragma once

#include <map>
#include <string>
#include <vector>

#include "register/register.hpp"

// What the loader cannot know because it is about change: how a record may become another one.
namespace dostyq::registry {

/// Problems of the change from `before` to `after` by these entries: the life of sites
/// (register.stage_*), reports and extensions (register.report_*, register.extension_*). `today` is
/// the day of the change.
FieldProblems check_change(const Snapshot& before, const Snapshot& after,
                           const std::vector<Entry>& entries, Date today);

/// The stages of one site in their order.
std::vector<const Record*> stages_of(const Snapshot& snapshot, const std::string& site);
/// The same of every site that has any.
std::map<std::string, std::vector<const Record*>> stages_by_site(const Snapshot& snapshot);

}  // namespace dostyq::registry

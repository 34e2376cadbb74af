#pragma once

#include "base/text.hpp"
#include "directive/ast.hpp"
#include "world/programme.hpp"

namespace dostyq::directive {

/// The requirement as a plain sentence in Kazakh, Russian and English, from the structure alone
/// (never from the directive's text): "At least 1 House of Friendship opened after 24 April 2025 in
/// Almaty Region." `due` is the inherited date, if any.
Text read_back(const Requirement& requirement, const world::Programme& programme,
               std::optional<Date> due = {});

/// What kinds or classes of site are called: "House of Friendship (existing)", "House of Friendship
/// or Branch". Empty: any kind.
Text kinds_name(const std::vector<std::string>& kinds, const world::Programme& programme);

}  // namespace dostyq::directive

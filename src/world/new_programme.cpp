#include "world/new_programme.hpp"

#include <string_view>
#include <system_error>

#include "io/file.hpp"

// The functions are made by dostyq_embed() in CMakeLists.txt, one for each file of template/.
#define DOSTYQ_EXAMPLE_FILES(FILE)                       \
  FILE(programme, "programme.toml")                      \
  FILE(directives, "directives.toml")                    \
  FILE(sources, "sources.csv")                           \
  FILE(areas, "areas.csv")                               \
  FILE(successions, "successions.csv")                   \
  FILE(groups, "groups.csv")                             \
  FILE(stat_areas, "stat_areas.csv")                     \
  FILE(people, "people.csv")                             \
  FILE(control_totals, "control_totals.csv")             \
  FILE(places, "places.csv")                             \
  FILE(sites, "sites.csv")                               \
  FILE(bodies, "bodies.csv")                             \
  FILE(completeness, "completeness.csv")                 \
  FILE(reconciliation_teams, "reconciliation_teams.csv") \
  FILE(mediators, "mediators.csv")

namespace dostyq::embedded {
#define DOSTYQ_DECLARE(symbol, file) std::string_view example_##symbol();
DOSTYQ_EXAMPLE_FILES(DOSTYQ_DECLARE)
#undef DOSTYQ_DECLARE
}  // namespace dostyq::embedded

namespace dostyq::world {
namespace fs = std::filesystem;

std::map<std::string, std::string> example_files() {
#define DOSTYQ_ENTRY(symbol, file) {file, std::string(embedded::example_##symbol())},
  return {DOSTYQ_EXAMPLE_FILES(DOSTYQ_ENTRY)};
#undef DOSTYQ_ENTRY
}

Result<void> create_new(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (!fs::is_directory(folder, error)) {
    return fail("folder.not_writable", {folder.string()}, {}, ErrorCode::kInternal);
  }
  if (!fs::is_empty(folder, error)) return fail("folder.not_empty", {folder.string()});
  std::vector<io::NewFile> files;
  for (auto& [name, bytes] : example_files()) files.push_back({folder / name, bytes});
  return io::write_files(files);
}

}  // namespace dostyq::world

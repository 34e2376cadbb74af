#include "travel/network.hpp"

#include <algorithm>

#include "base/parallel.hpp"
#include "io/file.hpp"
#include "travel/dimacs.hpp"
#include "travel/hierarchy_file.hpp"
#include "travel/profile.hpp"

namespace dostyq::travel {
namespace {

/// Changes whenever the same roads would give another graph or hierarchy.
constexpr std::string_view kRecipe = "dostyq roads 1";

bool is_built_in(const std::string& profile) {
  const auto names = Profile::built_in_names();
  return std::find(names.begin(), names.end(), profile) != names.end();
}

Result<std::string> profile_text(const std::string& profile) {
  if (is_built_in(profile)) return std::string(Profile::built_in_toml(profile));
  if (!profile.ends_with(".toml")) {
    const Result<Profile> unknown = Profile::built_in(profile);
    return tl::unexpected(unknown.error());
  }
  return io::read_file(profile);
}

Checked<Profile> parse_profile(const std::string& name, const std::string& text,
                               const std::string& season) {
  Checked<Profile> profile = Profile::parse(text, is_built_in(name) ? name + ".toml" : name);
  if (!profile) return profile;
  Result<Profile> in_season = profile->in_season(season);
  if (!in_season) return tl::unexpected(Problems{in_season.error()});
  return std::move(*in_season);
}

bool is_dimacs(const NetworkSource& source) { return source.roads.extension() == ".gr"; }

std::filesystem::path coordinates_of(const NetworkSource& source) {
  return std::filesystem::path(source.roads).replace_extension(".co");
}

Result<InputHash> hash_of(const NetworkSource& source, const std::string& rules) {
  const Result<io::Sha256> roads =
      source.roads_hash ? *source.roads_hash : io::sha256_of_file(source.roads);
  if (!roads) return tl::unexpected(roads.error());
  std::string text(kRecipe);
  text += "\n" + io::hex(*roads) + "\n";
  if (!is_dimacs(source)) return io::sha256(text + source.season + "\n" + rules);
  const Result<io::Sha256> coordinates = io::sha256_of_file(coordinates_of(source));
  if (!coordinates) return tl::unexpected(coordinates.error());
  return io::sha256(text + io::hex(*coordinates));
}

Result<OsmRoads> read_roads(const NetworkSource& source, const Profile& profile,
                            const NetworkOptions& options) {
  if (is_dimacs(source)) {
    Result<RoadGraph> graph = read_dimacs(source.roads, coordinates_of(source));
    if (!graph) return tl::unexpected(graph.error());
    return OsmRoads{std::move(*graph), {}};
  }
  OsmGraphOptions reading;
  reading.threads = options.threads;
  reading.stop = options.stop;
  reading.progress = options.progress;
  return read_osm_roads(io::OsmSource::file(source.roads), profile, reading);
}

Result<Network> build(const NetworkSource& source, const Profile& profile, const InputHash& hash,
                      const NetworkOptions& options) {
  Result<OsmRoads> roads = read_roads(source, profile, options);
  if (!roads) return tl::unexpected(roads.error());
  HierarchyOptions contracting;
  contracting.threads = threads_or_all(options.threads);
  contracting.stop = options.stop;
  contracting.input_hash = hash;
  if (options.progress) {
    contracting.progress = [&](size_t contracted, size_t nodes) {
      options.progress("roads.stage_hierarchy",
                       static_cast<double>(contracted) / static_cast<double>(nodes));
    };
  }
  std::optional<Hierarchy> hierarchy = build_hierarchy(roads->graph, contracting);
  if (!hierarchy) return fail("roads.stopped", {}, {}, ErrorCode::kLimit);
  Network network{std::move(*hierarchy), {}, true, {}, false};
  if (!is_dimacs(source)) network.stats = std::move(roads->stats);
  return network;
}

}  // namespace

Checked<Profile> open_profile(const std::string& name, const std::string& season) {
  const Result<std::string> text = profile_text(name);
  if (!text) return tl::unexpected(Problems{text.error()});
  return parse_profile(name, *text, season);
}

Checked<Network> open_network(const NetworkSource& source, const NetworkOptions& options) {
  const Result<std::string> rules = profile_text(source.profile);
  if (!rules) return tl::unexpected(Problems{rules.error()});
  const Checked<Profile> profile = parse_profile(source.profile, *rules, source.season);
  if (!profile) return tl::unexpected(profile.error());
  const Result<InputHash> hash = hash_of(source, *rules);
  if (!hash) return tl::unexpected(Problems{hash.error()});
  std::optional<Error> why;
  if (!options.cache.empty() && std::filesystem::exists(options.cache)) {
    Result<Hierarchy> kept = open_hierarchy(options.cache, *hash);
    if (kept) return Network{std::move(*kept), {}, false, {}, true};
    why = kept.error();
  }
  Result<Network> network = build(source, *profile, *hash, options);
  if (!network) return tl::unexpected(Problems{network.error()});
  network->why = std::move(why);
  if (!options.cache.empty())
    network->kept = save_hierarchy(network->hierarchy, options.cache).has_value();
  return std::move(*network);
}

}  // namespace dostyq::travel

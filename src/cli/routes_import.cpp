#include <fmt/format.h>

#include "cli/routes.hpp"
#include "io/file.hpp"
#include "routes/osm_attractions.hpp"

namespace dostyq::cli {

int routes_import(const AttractionArguments& arguments, const Context& context) {
  const auto attractions =
      routes::read_attractions(io::OsmSource::file(arguments.extract), context.stop);
  if (!attractions) return context.fail(attractions.error());
  const std::string csv = routes::attractions_csv(*attractions, "osm");
  if (arguments.out.empty()) {
    fmt::print("{}", csv);
    return kDone;
  }
  if (const Result<void> done = io::write_files({{arguments.out, csv}}); !done)
    return context.fail(done.error());
  if (context.json)
    fmt::print("{{\"attractions\": {}}}\n", attractions->size());
  else
    fmt::print("{}\n", context.say("routes.imported", {std::to_string(attractions->size())}));
  return kDone;
}

}  // namespace dostyq::cli

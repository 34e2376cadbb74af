#include "world/workbook.hpp"

#include <fmt/format.h>

#include "cli/commands.hpp"
#include "world/load.hpp"

namespace dostyq::cli {

int export_workbook(const std::string& folder, const std::string& file, const Context& context) {
  const Checked<world::Programme> programme = world::load(folder);
  if (!programme) return context.fail(programme.error());
  if (const Result<void> done = world::write_workbook(*programme, file); !done)
    return context.fail(done.error());
  fmt::print("{}\n", context.say("cli.exported", {file}));
  return kDone;
}

int write_template(const std::string& file, const Context& context) {
  if (const Result<void> done = world::write_template(file, context.language); !done)
    return context.fail(done.error());
  fmt::print("{}\n", context.say("cli.exported", {file}));
  return kDone;
}

int import_workbook(const std::string& folder, const std::string& file, const Context& context) {
  const auto done = world::read_workbook(file, folder);
  if (!done) return context.fail(done.error());
  fmt::print("{}\n", context.say("cli.imported", {file, folder}));
  return kDone;
}

}  // namespace dostyq::cli

#pragma once

#include "cli/solve.hpp"
#include "instances/instance.hpp"

namespace dostyq::cli {

/// What is asked, from the options as typed; not yet complete(). Errors: instances.bad_amount,
/// instances.unknown_site, those of the CSV file of areas.
Checked<instances::Question> typed_question(const SolveArguments& arguments,
                                            const instances::Instance& instance);

/// Whole numbers of a file's unit as people write them: 93261575 by 100 is "932615.75".
std::string show_scaled(int64_t whole, int64_t scale);

/// How a site is called: its id in the file, else its number.
std::string site_name(const instances::Instance& instance, int site);

}  // namespace dostyq::cli

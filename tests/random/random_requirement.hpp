#pragma once

#include "directive/ast.hpp"
#include "random/dice.hpp"
#include "world/programme.hpp"

namespace dostyq::trial {

struct Grammar {
  bool registers = true;     ///< counts of registers and evidence too, which no plan can decide
  bool upper_limits = true;  ///< at most, exactly
  int depth = 2;             ///< of for_every, all_of, any_of within one another
};

/// Any form of the language, over the areas, kinds and dates of a random programme.
directive::Requirement random_requirement(Dice& dice, const world::Programme& programme,
                                          const Grammar& grammar);

/// An order of one or two requirements under one interpretation.
directive::Directive random_directive(Dice& dice, const world::Programme& programme,
                                      const Grammar& grammar, const std::string& id);

}  // namespace dostyq::trial

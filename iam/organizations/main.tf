# A role in the management account of an organization that reads its accounts and units. The roles that share and plan in
# the accounts of the images may assume it; organizations-role-to-assume names it. The policies are the JSON files beside
# this one.
terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.81"
    }
  }
}

variable "readers" {
  description = "The ARNs of all roles that share or plan with units. They have to exist."
  type        = list(string)
  validation {
    condition     = length(var.readers) > 0 && alltrue([for arn in var.readers : can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9_+=,.@/-]+$", arn))])
    error_message = "Give the ARN of each role."
  }
}

locals {
  # Between the quotes of the file.
  values = { readers = join("\", \"", var.readers) }
}

resource "aws_iam_role" "read" {
  name               = "read-organization"
  assume_role_policy = templatefile("${path.module}/trust-policy.json", local.values)
}

resource "aws_iam_role_policy" "read" {
  name   = "read-organization"
  role   = aws_iam_role.read.id
  policy = templatefile("${path.module}/policy.json", local.values)
}

output "read_role_arn" {
  description = "For organizations-role-to-assume"
  value       = aws_iam_role.read.arn
}
